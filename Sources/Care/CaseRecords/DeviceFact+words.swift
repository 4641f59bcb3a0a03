import Sessions

extension DeviceFact {
    /// As a clause in a sentence about the person's device, which blames nobody.
    var words: String {
        switch self {
        case .hidden:
            "the page went out of sight (closed, or a call, the lock screen or another program came)"
        case .shown: "the page is in sight again"
        case .cameraEnded:
            "the camera was taken away (a call, the lock screen or another program)"
        case .cameraBack: "the camera is back"
        case .microphoneEnded:
            "the microphone was taken away (a call, the lock screen or another program)"
        case .microphoneBack: "the microphone is back"
        case .pictureSmall: "the connection is weak, so it sends a smaller picture"
        case .picturePaused: "the connection is weak, so its picture is paused for the sound"
        case .pictureWhole: "the connection bears the whole picture again"
        case .receivesPoorly: "what the others send comes poorly over a weak connection"
        case .receivesWell: "what the others send comes well again"
        case .signsSlowly: "it sends fewer than 20 pictures a second, too few for signing"
        case .signsWell: "it sends enough pictures for signing again"
        }
    }
}
