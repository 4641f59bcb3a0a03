/// How a seat's network does, as its page says.
package struct NetworkState: Sendable, Hashable {
    /// What the network lets of the picture through.
    package enum Picture: String, Sendable, Hashable {
        case whole, small, paused
    }

    package internal(set) var picture = Picture.whole
    /// What others send comes poorly, so that everybody's picture is sent smaller.
    package internal(set) var receivesPoorly = false

    package init() {}

    /// Takes in a fact that is about the network; others leave it as it is.
    mutating func note(_ fact: DeviceFact) {
        switch fact {
        case .pictureSmall: picture = .small
        case .picturePaused: picture = .paused
        case .pictureWhole: picture = .whole
        case .receivesPoorly: receivesPoorly = true
        case .receivesWell: receivesPoorly = false
        case .hidden, .shown, .cameraEnded, .cameraBack, .microphoneEnded, .microphoneBack: break
        }
    }
}

extension SessionState {
    /// Somebody present can't take in whole pictures of everybody.
    package var isThin: Bool { present.contains { seat($0).network.receivesPoorly } }
}
