import JSON
import Signalling

extension Examples {
    static func conflict() -> JSONValue {
        RecordAnswer(
            session: SessionSummary(
                day: "Tuesday 20 October 2026",
                from: "16:00",
                to: "16:30",
                kind: "supervisedFamilyTime"
            ),
            isSigned: false,
            isLate: false,
            sections: [],
            problems: [],
            conflicts: [
                .init(
                    key: "strengths",
                    title: "What went well",
                    yours: "She laughed.",
                    theirs: "She showed her kite.",
                    version: 3,
                    sentence: """
                        Dawn changed “What went well” at 16:41, after this page had read it. Both texts are kept. \
                        Please choose what stays in the record.
                        """
                )
            ]
        )
        .json
    }

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
