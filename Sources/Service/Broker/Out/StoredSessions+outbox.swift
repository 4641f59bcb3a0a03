import CaseRecords
import JSON
import Journal

/// Attaching an outbox to a log that has records already: what is old is not sent behind anybody's back.
extension StoredSessions {
    /// Signed before there was an outbox, and nobody has said yet that it shall be told.
    var untold: [(stream: StreamID, delivery: Delivery)] {
        sessions.flatMap { session in
            // A clock that ran then is nobody's business now.
            session.deliveries.filter {
                $0.notice.kind.isOfRecord && $0.isOlder(than: outboxAttached)
            }
            .map { (session.stream, $0) }
        }
    }

    /// What the log is to say when an outbox with this file of settings begins, and what its keeper is to know.
    func attachingOutbox(_ file: String?, stream: StreamID) -> (drafts: [Draft], sentence: String?)
    {
        guard file != nil else { return ([], nil) }
        let entry: JSONValue = ["outbox": "attached"]
        let draft = Draft(
            stream: stream,
            type: EntryType.outboxAttached.rawValue,
            payload: JSONWriter.bytes(entry)
        )
        let count = untold.count
        let old =
            count == 1
            ? "One document was filed" : "\(count) documents were filed"
        let sentence = """
            \(old) before this outbox was attached: the case system is not told of what is old by itself. To have it \
            told, stop the broker and run: contact-broker outbox begin DIR --since DAY --by NAME --reason TEXT
            """
        return (outboxAttached == nil ? [draft] : [], count == 0 ? nil : sentence)
    }
}
