import Casework

extension DeliveryFact {
    /// What happened to a notice for the case system, in words.
    package var sentence: String {
        switch self {
        case .tried(_, let failure, let pause):
            """
            The case system could not be told: \(failure.words). The next try comes after \
            \(pause.roundedWords).
            """
        case .delivered(_, 409): "The case system said that it had been told before."
        case .delivered: "The case system was told, and took it."
        case .abandoned(_, let failure):
            "Telling the case system was given up: \(failure.words)."
        case .replayed(let by, let reason):
            "\(by) wanted the case system told again, because: \(reason)"
        }
    }
}

extension Duration {
    /// Whole seconds, at least one.
    fileprivate var roundedWords: String {
        Duration.seconds(max(1, components.seconds)).words
    }
}
