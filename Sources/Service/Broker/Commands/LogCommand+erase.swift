import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Storage
import TransparencyLog

/// `log erase`: makes what a session's log says unreadable, and writes down who wanted that and why.
extension LogCommand {
    static func erase(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--session", "--by", "--reason"],
            flags: ["--yes"]
        )
        let directory = arguments.directory
        let name = try arguments.required("--session")
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        } catch {
            throw failure(error, directory)
        }
        if let held = stored.hold(on: name) {
            throw .verdict(held.hold.refusal(of: name, in: held.session.plan.zone))
        }
        guard arguments.has("--yes") else {
            let index = try LogIndex.read(directory)
            let (id, stream) = try index.stream(name)
            let reading = OutsideReading(
                by: by,
                reason: reason,
                what: "what erasing would destroy",
                stream: id,
                milliseconds: Int64(Date.now.timeIntervalSince1970 * 1000)
            )
            do throws(JournalError) { try reading.leave(inLog: directory) } catch {
                throw failure(error, directory)
            }
            print(about(name, id, stream))
            print(
                """
                Nothing was changed. With --yes its keys are destroyed, and nobody can read it again; that \(by) \
                wanted it, and why, stays in the log: name nobody else in the reason.
                """
            )
            return 0
        }
        let (journal, index) = try LogIndex.open(directory)
        let (id, stream) = try index.stream(name)
        do throws(JournalError) {
            defer { try? journal.close() }
            if stream.readable == 0, let done = index.erasure(of: id) {
                print("It was erased before: entry \(done.sequence) says by whom and why.")
                return 0
            }
            let erasure = Erasure(
                stream: id,
                count: stream.leaves.count,
                fingerprint: stream.fingerprint,
                by: by,
                reason: reason,
                files: stream.session.map { name in RecordFiling.endings.map { name + $0 } } ?? []
            )
            let act = Draft(
                stream: index.serviceStream ?? StreamID(random: .system),
                type: EntryType.erased.rawValue,
                payload: JSONWriter.bytes(erasure.json)
            )
            print(about(name, id, stream))
            // Written down first: what a crash leaves undone, the next start does.
            let numbers = try journal.appendAndWait([act])
            try journal.eraseAndWait(id)
            do throws(StorageError) {
                try Erasures.removeFiles(of: erasure, inLog: directory)
            } catch { throw .storageFailed(error) }
            let checkpoint = try journal.checkpointAndWait()
            print(
                """
                Erased. Entry \(numbers.first ?? 0) says so, and the checkpoint over \(checkpoint.size) entries covers it.
                Backups made before still hold its keys. When one is put back, give this log, or this line:
                \(id.hex)
                """
            )
            return 0
        } catch {
            throw failure(error, directory)
        }
    }

    private static func about(_ name: String, _ id: StreamID, _ stream: LogIndex.Stream) -> String {
        """
        Session:     \(stream.session ?? name)
        Pseudonym:   \(id.hex)
        Entries:     \(stream.leaves.count), \(stream.readable) of them readable
        Written:     \(moment(stream.from)) to \(moment(stream.to))
        Fingerprint: \(stream.fingerprint)
        Given out:   \(stream.exports == 0 ? "never" : "\(stream.exports) × (those copies stay readable)")
        """
    }

    static func moment(_ milliseconds: UInt64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(Date.ISO8601FormatStyle())
    }
}
