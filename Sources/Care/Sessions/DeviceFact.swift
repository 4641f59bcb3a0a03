/// What a page tells of its device: calls, lock screens and other programs take cameras and pages away.
///
/// It is for the log, so that nobody takes a dark picture for somebody's disinterest; it changes nothing.
package enum DeviceFact: String, Sendable, Hashable, CaseIterable {
    case hidden, shown
    case cameraEnded, cameraBack
    case microphoneEnded, microphoneBack
}
