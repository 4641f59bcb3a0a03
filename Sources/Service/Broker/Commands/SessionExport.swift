import Cryptography
import JSON
import Journal

/// A session's log for somebody outside, who can read it and check it with nothing else: a dossier's files.
struct SessionExport {
    let files: [(name: String, bytes: [UInt8])]

    /// Writes into the log that it is given out, and only then makes the files.
    ///
    /// Nil if the session was written to meanwhile, again and again; each try is an entry. Blocks.
    init?(
        of stream: StreamID,
        named name: String,
        in directory: String,
        _ journal: Journal,
        _ index: LogIndex,
        by: String,
        reason: String
    ) throws(JournalError) {
        for _ in 0..<Self.tries {
            var entries: [RecordedEntry] = []
            _ = try StoredJournal.read(directory: directory) {
                if $0.stream == stream { entries.append($0) }
            }
            let policies = index.policies(from: entries.first, to: entries.last)
            let page = ExportedPage(
                entries,
                session: name,
                erasure: index.erasure(of: stream)?.erasure,
                by: by,
                reason: reason,
                policies: policies,
                key: journal.verifierKey
            )
            let html = Array(page.html.utf8)
            let readable = Dossier.readable(entries)
            let export = Export(
                by: by,
                reason: reason,
                leaves: entries.map(\.leaf),
                page: html,
                readable: readable,
                policies: policies
            )
            // In the log before anything leaves it; the reserve is for what has happened, and this is only wished.
            let payload = JSONWriter.bytes(export.json)
            let number = try journal.appendAndWait(
                [Draft(stream: stream, type: EntryType.exported.rawValue, payload: payload)],
                mayUseReserve: false
            ).first
            _ = try journal.checkpointAndWait()
            let extract = try StreamExtract(
                of: stream,
                inLogIn: directory,
                key: journal.verifierKey
            )
            let dossier = Dossier(extract, to: number ?? 0)
            guard dossier.entries.count == entries.count + 1 else { continue }
            files = [
                (Dossier.proofFile, JSONWriter.bytes(dossier.json)),
                (Dossier.checkpointFile, extract.note),
                (Dossier.readableFile, readable),
                (Dossier.pageFile, html),
            ]
            return
        }
        return nil
    }

    private static let tries = 3
}

extension LogIndex {
    /// The fingerprints of the policy sets in force from the first of two entries to the last.
    fileprivate func policies(from first: RecordedEntry?, to last: RecordedEntry?) -> [String] {
        guard let first, let last else { return [] }
        var found: [String] = []
        for (index, item) in policies.enumerated() where item.sequence < last.sequence {
            let isOver = index + 1 < policies.count && policies[index + 1].sequence < first.sequence
            if !isOver && !found.contains(item.fingerprint) { found.append(item.fingerprint) }
        }
        return found
    }
}
