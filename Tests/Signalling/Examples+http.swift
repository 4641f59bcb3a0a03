import JSON
import Signalling
import Testing
import Casework

extension Examples {
    static func look() throws -> JSONValue {
        LookAnswer(
            seat: try seat("s-4k7q"),
            role: .family,
            shownName: "Nasrin",
            language: "bn",
            session: session(),
            supervisor: "Marcus",
            others: ["Amina", "Farida", "Marcus"],
            companion: nil,
            opensAt: "15:45",
            isOpen: true,
            agreement: .init(
                isNeeded: true,
                isGiven: false,
                language: "bn",
                rules: ["Only the people named here take part."],
                question: "Do you agree to take part?",
                texts: [
                    .init(
                        language: "en",
                        rules: ["Only the people named here take part."],
                        question: "Do you agree to take part?"
                    )
                ]
            ),
            help: .init(name: "Priya", telephone: "01632 960101"),
            interpreters: ["Farida"]
        )
        .json
    }

    static func lookAtRespite() throws -> JSONValue {
        LookAnswer(
            seat: try seat("s-ru7h"),
            role: .carer,
            shownName: "Ruthie",
            language: "en",
            session: SessionSummary(
                day: "Friday 23 October 2026",
                from: "10:00",
                to: "11:00",
                kind: "virtualRespite"
            ),
            supervisor: "Tom",
            others: ["Tom", "Maz"],
            companion: nil,
            opensAt: "09:45",
            isOpen: true,
            agreement: .init(
                isNeeded: true,
                isGiven: false,
                language: "en",
                rules: ["No child is named."],
                question: "Would you like to take part?"
            ),
            help: .init(name: "Tom", telephone: "01632 960157"),
            cover: .init(isGiven: false)
        )
        .json
    }

    static func signFirst() -> JSONValue {
        SignAnswer(file: "/records/signed", entry: 73, hash: "9f2c", awaits: "Ruthie").json
    }

    static func signedRecord() -> JSONValue {
        RecordAnswer(
            session: session(),
            isSigned: true,
            isLate: false,
            sections: [],
            problems: [],
            signed: SignAnswer(file: "/records/signed", entry: 73, hash: "9f2c")
        )
        .json
    }

    static func ownRecord() -> JSONValue {
        OwnRecordAnswer(
            state: .ready,
            session: SessionSummary(
                day: "Tuesday 20 October 2026",
                from: "15:45",
                to: "16:45",
                kind: "carerSupervision"
            ),
            worker: "Grace",
            sections: [
                .init(
                    title: "The carer",
                    fields: [
                        .init(
                            key: "goingWell",
                            number: 0,
                            title: "What is going well",
                            source: .human,
                            value: "Calm evenings.",
                            isRequired: true
                        )
                    ]
                )
            ]
        )
        .json
    }

    static func join() throws -> JSONValue {
        JoinAnswer(seat: try seat("s-4k7q"), role: .family).json
    }

    static func ticket() throws -> JSONValue {
        TicketAnswer(ticket: try secret("nN0uJx3mQm4G7v1p")).json
    }

    static func sign() -> JSONValue {
        SignAnswer(file: "/records/r-1.html", entry: 73, hash: "9f2c").json
    }

    static func errors() -> [JSONValue] {
        [
            ErrorAnswer(
                code: .linkNotUsable,
                message: "This link can't be used now. Please ring Priya on 01632 960101.",
                help: .init(name: "Priya", telephone: "01632 960101")
            )
            .json,
            ErrorAnswer(code: .seatNotKnown).json,
            ErrorAnswer(code: .recordIncomplete, problems: ["Say how the goodbye was."]).json,
        ]
    }

    static func record() -> JSONValue {
        RecordAnswer(
            session: session(),
            isSigned: false,
            isLate: false,
            sections: [
                .init(
                    title: "What went well",
                    fields: [
                        .init(
                            key: "strengths",
                            number: 37,
                            title: "What went well",
                            help: "What did you see and hear?",
                            source: .human,
                            value: "Amina showed her painting.",
                            isRequired: true
                        )
                    ]
                ),
                .init(
                    title: "The session",
                    fields: [
                        .init(
                            key: "actualStart",
                            number: 12,
                            title: "Started",
                            source: .auto,
                            value: "16:02",
                            isRequired: true,
                            entry: 41
                        )
                    ]
                ),
            ],
            problems: ["Say how the goodbye was."]
        )
        .json
    }

    static func timeline() -> JSONValue {
        TimelineAnswer(
            session: session(title: "Kites"),
            entries: [
                .init(
                    sequence: 12,
                    at: 1_792_508_671_120,
                    time: "16:04:31.120",
                    type: "sessionHeld",
                    sentence: "Paused: the supervisor could not be seen for 4 seconds.",
                    lane: "Marcus",
                    policies: [
                        .init(
                            id: "supervisor-must-see-and-hear",
                            reason:
                                "A supervised session goes on only while its supervisor sees and hears it."
                        )
                    ]
                )
            ],
            lanes: [
                .init(
                    name: "Marcus",
                    role: .supervisor,
                    spans: [
                        .init(from: 1_792_507_500_000, to: 1_792_507_620_000, what: .waiting),
                        .init(from: 1_792_507_620_000, to: 1_792_510_200_000, what: .room),
                    ]
                )
            ],
            holds: [.init(from: 1_792_508_671_120, to: 1_792_508_700_000)],
            from: 1_792_507_500_000,
            to: 1_792_510_200_000,
            integrity: .init(holds: true, sentence: "Nothing in this log was changed."),
            completeness: .init(
                holds: nil,
                sentence: "Completeness: unknown, no outside witness."
            ),
            record: nil,
            sight: .init(
                spans: [
                    .init(from: 1_792_508_400_000, to: 1_792_508_402_000, what: .notShown),
                    .init(from: 1_792_508_402_000, to: 1_792_508_671_120, what: .shown),
                ],
                sentence: "Sound and picture flowed for 4 minutes 31 seconds."
            )
        )
        .json
    }

    static func queue() throws -> JSONValue {
        QueueAnswer(
            reader: "Joanna Sable",
            rows: [
                .init(
                    session: session(title: "Kites"),
                    seat: try seat("s-4k7q"),
                    due: "the end of Wednesday 21 October 2026",
                    isOpen: true,
                    isOverdue: false,
                    needsSecondReader: true,
                    findings: [
                        .init(
                            rule: "supervisorLapse",
                            title: "Supervisor was lost",
                            sentence: "Paused: Marcus lost the connection. It lasted 2 minutes.",
                            entries: [20, 23]
                        )
                    ],
                    looks: [
                        .init(
                            name: "Imran Quill",
                            time: "Tuesday 20 October 2026, 18:02",
                            grade: "Inadequate",
                            words: "Ask Marcus about the pause."
                        )
                    ],
                    told: [
                        "A clock was set: the safeguarding lead is to act by the end of Wednesday 21 October 2026."
                    ]
                )
            ],
            others: 0
        )
        .json
    }

    private static func session(title: String? = nil) -> SessionSummary {
        SessionSummary(
            day: "Tuesday 20 October 2026",
            from: "16:00",
            to: "16:30",
            kind: "supervisedFamilyTime",
            title: title
        )
    }
}
