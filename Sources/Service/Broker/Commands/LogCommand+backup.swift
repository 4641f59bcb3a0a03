import Cryptography
import Foundation
import JSON
import Journal
import Storage
import TransparencyLog

/// `log backup` and `log restore`.
extension LogCommand {
    static func backup(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--to"])
        let directory = arguments.directory
        let destination = try arguments.required("--to")
        try checkIsFree(destination)
        let checkpoint: Checkpoint
        do throws(JournalError) {
            checkpoint = try LogBackup.write(logIn: directory, to: destination)
            try copyRecords(from: directory, to: destination, without: [])
            try check(destination, StoredJournal.verifierKey(directory: destination))
        } catch {
            throw failure(error, directory)
        }
        print(
            """
            \(checkpoint.size) entries of \(checkpoint.origin) are in \(destination), and all of them open.
            Whoever has this copy can read everything: guard it like the log itself. What is erased from now on is \
            erased here only when this copy is destroyed.
            """
        )
        return 0
    }

    static func restore(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--to", "--key", "--since", "--by"])
        let backup = arguments.directory
        let destination = try arguments.required("--to")
        let by = try arguments.required("--by")
        let key = try key(try arguments.required("--key"))
        let sources = arguments.all("--since")
        guard !sources.isEmpty else { throw .usage }
        try checkIsFree(destination)
        let index = try LogIndex.read(backup)
        let erasures = try Self.erasures(since: sources, in: index, by: by)
        // Under another name until it is whole: what a crash leaves is never taken for a log.
        let unfinished = destination + ".restoring"
        try? FileManager.default.removeItem(atPath: unfinished)
        let restored: VerifierKey
        do throws(JournalError) {
            let checkpoint = try LogBackup.restore(
                from: backup,
                to: unfinished,
                key: key,
                erased: Set(erasures.map(\.stream)),
                random: .system
            )
            try copyRecords(
                from: backup,
                to: unfinished,
                without: Set(erasures.flatMap(\.files))
            )
            restored = try note(checkpoint, key, erasures, by, index.serviceStream, unfinished)
            try check(unfinished, restored)
        } catch {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw failure(error, backup)
        }
        do {
            if FileManager.default.fileExists(atPath: destination) {
                try FileManager.default.removeItem(atPath: destination)
            }
            try FileManager.default.moveItem(atPath: unfinished, toPath: destination)
        } catch {
            throw .input("\(unfinished) could not be renamed to \(destination).")
        }
        print(
            """
            The log is in \(destination), and all that is not erased opens. Sessions erased since the backup: \
            \(erasures.count).
            It goes on under a name and a key of its own, because the old one may have signed for entries that the \
            backup does not have. Keep this key outside, beside the old one:
            \(restored.text)
            """
        )
        return 0
    }

    /// The new log's first own entry: where it comes from, and what was erased on the way.
    private static func note(
        _ checkpoint: Checkpoint,
        _ key: VerifierKey,
        _ erasures: [Erasure],
        _ by: String,
        _ stream: StreamID?,
        _ directory: String
    ) throws(JournalError) -> VerifierKey {
        let json: JSONValue = [
            "by": .string(by), "key": .string(key.text),
            "size": .integer(Int64(clamping: checkpoint.size)),
            "root": .string(Base64.encode(checkpoint.root.bytes)),
            "erased": .array(erasures.map(\.json)),
        ]
        let (journal, _) = try Journal.open(directory: directory, options: options)
        _ = try journal.appendAndWait([
            Draft(
                stream: stream ?? StreamID(random: .system),
                type: EntryType.restored.rawValue,
                payload: JSONWriter.bytes(json)
            )
        ])
        try journal.close()
        return journal.verifierKey
    }

    /// What was erased according to logs and lists, as far as the backup has it.
    private static func erasures(
        since sources: [String],
        in index: LogIndex,
        by: String
    ) throws(Failure) -> [Erasure] {
        var found: [StreamID: Erasure] = [:]
        for (_, erasure) in index.erasures.acts { found[erasure.stream] = erasure }
        for source in sources {
            if FileManager.default.fileExists(atPath: source + "/journal") {
                for erasure in try erasures(inLog: source) { found[erasure.stream] = erasure }
            } else {
                for stream in try list(source) where found[stream] == nil {
                    let known = index.streams[stream]
                    found[stream] = Erasure(
                        stream: stream,
                        count: known?.leaves.count ?? 0,
                        fingerprint: known?.fingerprint ?? "",
                        by: by,
                        reason: "On the list of erasures given when the backup was put back.",
                        files: known?.session.map { [$0 + ".html", $0 + ".json"] } ?? []
                    )
                }
            }
        }
        return found.values.filter { (index.streams[$0.stream]?.readable ?? 0) > 0 }
            .sorted { $0.stream.hex < $1.stream.hex }
    }

    /// Of a log that may be damaged: what can be read of it counts, and the rest is told of.
    private static func erasures(inLog directory: String) throws(Failure) -> [Erasure] {
        var erasures = Erasures()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { erasures.take($0) }
        } catch {
            guard case .damaged = error else { throw failure(error, directory) }
            complain(
                "\(directory): \(error) Erasures written down there are not known; give a list of them too."
            )
        }
        return erasures.acts.map(\.erasure)
    }

    private static func list(_ file: String) throws(Failure) -> [StreamID] {
        var streams: [StreamID] = []
        let text = String(decoding: try contents(of: file), as: UTF8.self)
        for line in text.split(whereSeparator: \.isNewline) {
            guard let stream = StreamID(hex: line.trimmingCharacters(in: .whitespaces)) else {
                throw .input("\(file): not a pseudonym: \(line)")
            }
            streams.append(stream)
        }
        return streams
    }

    private static func checkIsFree(_ path: String) throws(Failure) {
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let names = try? Directory(path).names(), names.isEmpty else {
            throw .input("\(path) is not an empty folder. Nothing was written.")
        }
    }

    /// Signed records, which lie beside the log.
    private static func copyRecords(
        from directory: String,
        to copy: String,
        without names: Set<String>
    ) throws(JournalError) {
        for folder in ["records", RecordSeal.folder] where Directory(directory).has(folder) {
            let source = Directory(directory).subdirectory(folder)
            let records = Directory(copy).subdirectory(folder)
            do throws(StorageError) {
                try records.create()
                for name in try source.names()
                where !names.contains(name) && !name.hasSuffix(Directory.newSuffix) {
                    try records.writeDurably(try source.read(name, limit: 64 << 20), to: name)
                }
            } catch {
                throw .storageFailed(error)
            }
        }
    }

    /// That everything is as it was signed for, and opens.
    private static func check(_ directory: String, _ key: VerifierKey?) throws(JournalError) {
        guard let key else {
            throw .damaged(Damage(sequence: 0, reason: .verifierKeyReplaced))
        }
        let verification = try LogVerification(ofLogIn: directory, key: key)
        if case .violated(let damage) = verification.integrity { throw .damaged(damage) }
        _ = try StoredJournal.read(directory: directory) { _ in }
    }
}
