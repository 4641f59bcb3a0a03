import CaseRecords
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Storage
import TransparencyLog

/// `log export`: a session's log for somebody outside, who can read it and check it with nothing else.
extension LogCommand {
    static func export(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--session", "--to", "--by", "--reason"]
        )
        let directory = arguments.directory
        let name = try arguments.required("--session")
        let destination = Directory(try arguments.required("--to"))
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        if let names = try? destination.names(), !names.isEmpty {
            throw .input("\(destination.path) is not empty. Nothing was written.")
        }
        try refuseSealed(name, to: by, in: directory)
        let (journal, index) = try LogIndex.open(directory)
        defer { try? journal.close() }
        let (stream, summary) = try index.stream(name)
        let key = journal.verifierKey
        do throws(JournalError) {
            var entries: [RecordedEntry] = []
            _ = try StoredJournal.read(directory: directory) {
                if $0.stream == stream { entries.append($0) }
            }
            let policies = index.policies(from: entries.first, to: entries.last)
            let page = Array(
                ExportedPage(
                    entries,
                    session: summary.session ?? name,
                    erasure: index.erasure(of: stream)?.erasure,
                    by: by,
                    reason: reason,
                    policies: policies,
                    key: key
                ).html.utf8
            )
            let readable = Dossier.readable(entries)
            let export = Export(
                by: by,
                reason: reason,
                leaves: entries.map(\.leaf),
                page: page,
                readable: readable,
                policies: policies
            )
            // In the log before anything leaves it.
            let payload = JSONWriter.bytes(export.json)
            _ = try journal.appendAndWait([
                Draft(stream: stream, type: EntryType.exported.rawValue, payload: payload)
            ])
            _ = try journal.checkpointAndWait()
            let extract = try StreamExtract(of: stream, inLogIn: directory, key: key)
            do throws(StorageError) {
                try destination.create()
                try destination.writeDurably(
                    JSONWriter.bytes(Dossier(extract).json),
                    to: Dossier.proofFile
                )
                try destination.writeDurably(extract.note, to: Dossier.checkpointFile)
                try destination.writeDurably(readable, to: Dossier.readableFile)
                try destination.writeDurably(page, to: Dossier.pageFile)
            } catch { throw .storageFailed(error) }
        } catch {
            throw failure(error, directory)
        }
        let verification = try DossierVerification(in: destination.path, key: key)
        print(verification.lines.joined(separator: "\n"))
        guard verification.isPositive else { return 1 }
        print(
            """

            The dossier is in \(destination.path). Whoever has it can read the session: hand it over like the record itself.
            It is checked with `log verify \(destination.path) --key \(key.text)`.
            """
        )
        return 0
    }
}

extension LogCommand {
    /// What was sealed on adoption leaves the log for nobody but those who are named.
    private static func refuseSealed(_ name: String, to by: String, in directory: String)
        throws(Failure)
    {
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        } catch {
            throw failure(error, directory)
        }
        let session = stored.sessions.first {
            $0.plan.session.text == name || $0.stream.hex == name
        }
        guard let session, let seal = session.seal,
            !session.mayBeRead(by: by, DemoCaseloads.caseload(of: session.plan))
        else { return }
        throw .verdict(seal.refusal(of: name))
    }
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
