import JSON
import Signalling

extension Examples {
    static func additions() -> JSONValue {
        AdditionsAnswer(
            isSigned: true,
            last: "b7e1",
            addenda: [
                .init(
                    author: "Marcus Bell, contact supervisor",
                    time: "Wednesday 21 October 2026, 17:05",
                    isLate: true,
                    reason: "I had forgotten it.",
                    text: "Amina waved at the end.",
                    entry: 91
                )
            ],
            checks: [
                .init(
                    author: "Joanna Sable, safeguarding lead",
                    time: "Wednesday 21 October 2026, 09:12",
                    verdict: .asksForAddendum,
                    reason: "How did it end?",
                    entry: 88,
                    isOpen: false
                )
            ],
            checksAs: "Joanna Sable, safeguarding lead"
        )
        .json
    }
}
