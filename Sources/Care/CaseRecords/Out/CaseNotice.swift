package import Casework
package import JSON
package import Sessions

/// One thing that an authority's case system is told: that there is a new document and where, or that a clock
/// runs.
///
/// It is thin on purpose. Whoever takes it on the way learns that a session has a record, or that somebody has
/// to look at it, and nothing about anybody in it.
package struct CaseNotice: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case recordSigned, recordAddendum, clockSet, clockRanOut

        /// The event's type (CloudEvents 1.0, section "type").
        var type: String {
            switch self {
            case .recordSigned: "contactbroker.record.signed"
            case .recordAddendum: "contactbroker.record.addendum"
            case .clockSet: "contactbroker.clock.set"
            case .clockRanOut: "contactbroker.clock.ranout"
            }
        }

        /// Of a record, and not of a clock.
        package var isOfRecord: Bool {
            switch self {
            case .recordSigned, .recordAddendum: true
            case .clockSet, .clockRanOut: false
            }
        }
    }

    package enum Content: Sendable, Hashable {
        /// The document's name under `records/`, and SHA-256 of its canonical text in hexadecimal.
        case document(file: String, hash: String)
        /// Who has to act, and the first moment at which it is too late.
        case clock(key: String, for: [Escalation.Addressee], due: Timestamp)
    }

    package let session: SessionID
    package let kind: Kind
    package let content: Content
    /// When it was signed or, for an addendum, written; when the clock was set or ran out.
    package let at: Timestamp

    /// Of a record or an addendum.
    package init(
        session: SessionID,
        kind: Kind,
        file: String,
        hash: String,
        at: Timestamp
    ) {
        self.session = session
        self.kind = kind
        content = .document(file: file, hash: hash)
        self.at = at
    }

    package init(_ told: ToldClock, of session: SessionID) {
        self.session = session
        kind =
            switch told.stage {
            case .set: .clockSet
            case .ranOut: .clockRanOut
            }
        content = .clock(key: told.key, for: told.addressees, due: told.due)
        at = told.at
    }

    /// The same for the same document or clock whenever it is sent, so that a receiver can tell a repetition.
    ///
    /// It has no full stop, which would be ambiguous in what is signed (Standard Webhooks).
    package var id: String {
        switch content {
        case .document(_, let hash): "\(kind.rawValue)-\(hash)"
        case .clock(let key, _, _): "\(kind.rawValue)-\(key)"
        }
    }

    /// The body to send: CloudEvents 1.0 in the JSON format, always the same bytes for one notice.
    ///
    /// `source` is this service and `records` is where `records/` can be reached, which ends with "/": both
    /// are URI references.
    package func body(source: String, records: String) -> [UInt8] {
        JSONWriter.bytes(json(source: source, records: records))
    }

    /// What `body` writes.
    package func json(source: String, records: String) -> JSONValue {
        [
            "specversion": "1.0", "id": .string(id), "source": .string(source),
            "type": .string(kind.type), "subject": .string(session.text),
            "time": .string(at.rfc3339), "datacontenttype": "application/json",
            "data": data(records),
        ]
    }

    private func data(_ records: String) -> JSONValue {
        switch content {
        case .document(let file, let hash):
            [
                "session": .string(session.text), "kind": .string(kind.rawValue),
                "document": .string(records + file), "sha256": .string(hash),
            ]
        case .clock(_, let people, let due):
            [
                "session": .string(session.text), "kind": .string(kind.rawValue),
                "for": .array(people.map { .string($0.rawValue) }),
                "due": .string(due.rfc3339),
            ]
        }
    }
}
