package import Casework
import JSON
package import Sessions

/// One thing that an authority's case system is told: that there is a new document, and where.
///
/// It is thin on purpose. Whoever takes it on the way learns that a session has a record, and nothing about
/// anybody in it.
package struct CaseNotice: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case recordSigned, recordAddendum

        /// The event's type (CloudEvents 1.0, section "type").
        var type: String {
            switch self {
            case .recordSigned: "contactbroker.record.signed"
            case .recordAddendum: "contactbroker.record.addendum"
            }
        }
    }

    package let session: SessionID
    package let kind: Kind
    /// The document's name under `records/`.
    package let file: String
    /// SHA-256 of the document's canonical text, in hexadecimal.
    package let hash: String
    /// When it was signed or, for an addendum, written.
    package let at: Timestamp

    package init(
        session: SessionID,
        kind: Kind,
        file: String,
        hash: String,
        at: Timestamp
    ) {
        self.session = session
        self.kind = kind
        self.file = file
        self.hash = hash
        self.at = at
    }

    /// The same for the same document whenever it is sent, so that a receiver can tell a repetition.
    ///
    /// It has no full stop, which would be ambiguous in what is signed (Standard Webhooks).
    package var id: String { "\(kind.rawValue)-\(hash)" }

    /// The body to send: CloudEvents 1.0 in the JSON format, always the same bytes for one notice.
    ///
    /// `source` is this service and `records` is where `records/` can be reached, which ends with "/": both
    /// are URI references.
    package func body(source: String, records: String) -> [UInt8] {
        JSONWriter.bytes([
            "specversion": "1.0", "id": .string(id), "source": .string(source),
            "type": .string(kind.type), "subject": .string(session.text),
            "time": .string(at.rfc3339), "datacontenttype": "application/json",
            "data": [
                "session": .string(session.text), "kind": .string(kind.rawValue),
                "document": .string(records + file), "sha256": .string(hash),
            ],
        ])
    }
}
