import Foundation
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
            let export = try SessionExport(
                of: stream,
                named: summary.session ?? name,
                in: directory,
                journal,
                index,
                by: by,
                reason: reason
            )
            // Nobody else writes to this log now: the first try is whole.
            guard let export else { throw .failed }
            do throws(StorageError) {
                try destination.create()
                for file in export.files { try destination.writeDurably(file.bytes, to: file.name) }
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
        if let refusal = session?.refusal(to: by) { throw .verdict(refusal) }
    }
}
