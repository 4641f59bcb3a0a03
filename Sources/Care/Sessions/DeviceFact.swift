/// What a page tells of its device: calls, lock screens and other programs take cameras and pages away.
///
/// It is for the log, and for the words on other pages, so that nobody takes a dark picture for somebody's
/// disinterest; it allows nothing and ends nothing.
package enum DeviceFact: String, Sendable, Hashable, CaseIterable {
    case hidden, shown
    case cameraEnded, cameraBack
    case microphoneEnded, microphoneBack
    // The network: the page sends its picture smaller, or not at all, so that sound gets through.
    case pictureSmall, picturePaused, pictureWhole
    // What others send comes poorly.
    case receivesPoorly, receivesWell
    // Of a signer: fewer pictures a second are sent than signs can be read in, or enough again.
    case signsSlowly, signsWell
}
