import Casework
import JSON
import Sessions

/// The record itself, who vouches for it, and what the log has of the session.
extension FHIRBundle {
    var documentReference: JSONValue {
        resource("DocumentReference", session.id.text) {
            [
                "identifier": [
                    identifier("session", session.id.text), identifier("sha256", document.hash),
                ],
                "status": "current", "docStatus": "final",
                "type": concept("Record: \(session.plan.kind.words)"), "subject": subject,
                "date": .string(document.signedAt.rfc3339),
                "author": [reference(document.author)],
                "content": [
                    ["attachment": attachment("application/json", "json")],
                    ["attachment": attachment("text/html", "html")],
                ],
                "context": [
                    "encounter": [reference("Encounter", session.id.text)],
                    "period": period(session.plan.start, session.plan.end),
                ],
            ]
        }
    }

    /// The signature is an entry of the log; what it covers is told by the log's head.
    var provenance: JSONValue {
        resource("Provenance", session.id.text) {
            [
                "target": [reference("DocumentReference", session.id.text)],
                "recorded": .string(document.signedAt.rfc3339),
                "agent": [
                    [
                        "type": concept(
                            "\(Self.terminology)/provenance-participant-type",
                            "author",
                            "Author"
                        ),
                        "who": reference(document.author),
                    ]
                ],
                "entity": [
                    [
                        "role": "source",
                        "what": [
                            "identifier": identifier("log-root", document.head.root),
                            "display": .string("The log’s first \(document.head.size) entries"),
                        ],
                    ]
                ],
            ]
        }
    }

    var auditEvents: [JSONValue] {
        let sentences = LogSentences(names: session.names)
        return session.events.compactMap { event, mark in
            guard let (code, by) = event.audited else { return nil }
            return resource("AuditEvent", "entry-\(mark.sequence)") {
                [
                    "type": coding("\(Self.base)/event", code, code), "action": "E",
                    "recorded": .string(mark.at.rfc3339), "outcome": "0",
                    "agent": [
                        by.map { ["who": who($0), "requestor": true] }
                            ?? ["who": Self.service, "requestor": false]
                    ],
                    "source": ["observer": Self.service],
                    "entity": [
                        [
                            "what": ["identifier": identifier("entry", String(mark.sequence))],
                            "description": .string(sentences.sentence(for: event)),
                        ]
                    ],
                ]
            }
        }
    }

    func who(_ seat: SeatID) -> JSONValue {
        guard !seats.contains(seat) else { return reference(seat) }
        return ["display": .string(session.names.shown(seat))]
    }

    func attachment(_ type: String, _ ending: String) -> JSONValue {
        [
            "contentType": .string(type), "url": .string("records/\(document.file).\(ending)"),
            "title": .string("\(document.file).\(ending)"),
            "creation": .string(document.signedAt.rfc3339),
        ]
    }

    private static let service: JSONValue = ["display": "Contact Broker"]
}

extension SessionEvent {
    /// Who came in and went, what was paused and ended: its word, and by whom; nil for all else.
    fileprivate var audited: (code: String, by: SeatID?)? {
        if case .admitted(_, let by) = self { return ("admitted", by) }
        if case .wentLive(let by) = self { return ("wentLive", by) }
        if case .held(_, let by) = self { return ("held", by) }
        if case .resumed(let by) = self { return ("resumed", by) }
        if case .removed(_, _, let by) = self { return ("removed", by) }
        if case .supervisionTaken(let by) = self { return ("supervision", by) }
        if case .supervisionAccepted(let by) = self { return ("supervision", by) }
        if case .ended(_, let by) = self { return ("ended", by) }
        return nil
    }
}
