/// How a seat's network does, as its page says.
package struct NetworkState: Sendable, Hashable {
    /// What the network lets of the picture through.
    package enum Picture: String, Sendable, Hashable {
        case whole, small, paused
    }

    package internal(set) var picture = Picture.whole
    /// What others send comes poorly, so that everybody's picture is sent smaller.
    package internal(set) var receivesPoorly = false
    /// Sends fewer than 20 pictures a second: signs can't be read well (domain.md section 10).
    package internal(set) var isTooSlowToSign = false

    package init() {}

    /// Takes in a fact that is about the network; others leave it as it is.
    mutating func note(_ fact: DeviceFact) {
        switch fact {
        case .pictureSmall: picture = .small
        case .picturePaused: picture = .paused
        case .pictureWhole: picture = .whole
        case .receivesPoorly: receivesPoorly = true
        case .receivesWell: receivesPoorly = false
        case .signsSlowly: isTooSlowToSign = true
        case .signsWell: isTooSlowToSign = false
        case .hidden, .shown, .cameraEnded, .cameraBack, .microphoneEnded, .microphoneBack: break
        }
    }
}

extension SessionState {
    /// Whoever signs, or interprets it, and sends too few pictures; whether they wait or are in the room.
    package var tooSlowToSign: [SeatID] {
        plan.seats.filter { $0.value.signs }.keys.sorted().filter {
            seat($0).isConnected && seat($0).network.isTooSlowToSign
        }
    }

    /// Somebody present can't take in whole pictures of everybody.
    package var isThin: Bool { present.contains { seat($0).network.receivesPoorly } }
}
