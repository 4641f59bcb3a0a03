import CaseRecords
import Casework
import Cryptography
import Foundation
import JSON
import Journal
import Sessions
import Storage

/// `outbox …`: what the case system was told of signed records, and having it told again.
package enum OutboxCommand {
    /// - Parameter arguments: those behind `outbox`.
    /// - Returns: 0 if all is delivered or on its way, 1 if something was given up, 2 for wrong arguments, 3 if
    ///   the log or a file could not be read or written.
    package static func run(arguments: [String]) -> Int32 {
        do throws(LogCommand.Failure) {
            let rest = Array(arguments.dropFirst())
            switch arguments.first {
            case "status": return try status(rest)
            case "replay": return try replay(rest)
            case "begin": return try begin(rest)
            case "keys": return try keys(rest)
            case _: throw .usage
            }
        } catch {
            switch error {
            case .usage:
                LogCommand.complain(usage)
                return 2
            case .input(let sentence):
                LogCommand.complain(sentence)
                return 3
            case .verdict(let sentence):
                LogCommand.complain(sentence)
                return 1
            }
        }
    }

    private static func status(_ arguments: [String]) throws(LogCommand.Failure) -> Int32 {
        let directory = try LogArguments(arguments).directory
        var stored = StoredSessions()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
            try OutsideReading(
                byUserOf: "outbox status",
                what: "what the case system was told of records"
            ).leave(inLog: directory)
        } catch {
            throw LogCommand.failure(error, directory)
        }
        let deliveries = stored.sessions.flatMap(\.deliveries)
        if deliveries.isEmpty { print("No record is filed, so there is nothing to tell.") }
        for delivery in deliveries { print(line(delivery, attached: stored.outboxAttached)) }
        return deliveries.contains(where: \.isAbandoned) ? 1 : 0
    }

    /// Makes notices due that were given up; the next start of the broker sends them.
    private static func replay(_ arguments: [String]) throws(LogCommand.Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--session", "--by", "--reason"],
            flags: ["--all"]
        )
        let directory = arguments.directory
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        let name = arguments["--session"]
        guard (name == nil) == arguments.has("--all") else { throw .usage }
        let (journal, _) = try LogIndex.open(directory)
        defer { try? journal.close() }
        do throws(JournalError) {
            var stored = StoredSessions()
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
            let wanted = stored.sessions.filter { name == nil || $0.plan.session.text == name }
            let drafts = wanted.flatMap { session in
                session.deliveries.filter(\.isAbandoned).map { delivery in
                    let fact = DeliveryFact.replayed(by: by, reason: reason)
                    return Draft(
                        stream: session.stream,
                        type: fact.entryType.rawValue,
                        payload: JSONWriter.bytes(fact.json(of: delivery.notice.id))
                    )
                }
            }
            guard !drafts.isEmpty else {
                print("Nothing was given up there, so nothing was changed.")
                return 0
            }
            _ = try journal.appendAndWait(drafts)
            _ = try journal.checkpointAndWait()
            let count = drafts.count == 1 ? "One notice is" : "\(drafts.count) notices are"
            print("\(count) due again. Start the broker with its outbox: it sends them at once.")
            return 0
        } catch {
            throw LogCommand.failure(error, directory)
        }
    }

    /// Has the case system told of what was filed before there was an outbox, from a day on.
    private static func begin(_ arguments: [String]) throws(LogCommand.Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--since", "--by", "--reason"])
        let directory = arguments.directory
        let by = try arguments.required("--by")
        let reason = try arguments.required("--reason")
        guard let since = CivilDate(text: try arguments.required("--since")) else { throw .usage }
        let (journal, _) = try LogIndex.open(directory)
        defer { try? journal.close() }
        do throws(JournalError) {
            var stored = StoredSessions()
            _ = try StoredJournal.read(directory: directory) { stored.take($0) }
            let zone = stored.sessions.first?.plan.zone
            let wanted = stored.untold.filter { item in
                zone.map { $0.civilDate(at: item.delivery.notice.at) >= since } ?? false
            }
            let drafts = wanted.map { item in
                let fact = DeliveryFact.replayed(by: by, reason: reason)
                return Draft(
                    stream: item.stream,
                    type: fact.entryType.rawValue,
                    payload: JSONWriter.bytes(fact.json(of: item.delivery.notice.id))
                )
            }
            let left = stored.untold.count - wanted.count
            let rest = left == 0 ? "" : " \(left) older stay untold."
            guard !drafts.isEmpty else {
                print(
                    "Nothing untold was filed since \(since.words), so nothing was changed.\(rest)"
                )
                return 0
            }
            _ = try journal.appendAndWait(drafts)
            _ = try journal.checkpointAndWait()
            let count = drafts.count == 1 ? "One notice is" : "\(drafts.count) notices are"
            print("\(count) due. Start the broker with its outbox: it sends them at once.\(rest)")
            return 0
        } catch {
            throw LogCommand.failure(error, directory)
        }
    }

    /// A new file with one key of either kind; prints what a receiver may know in public.
    private static func keys(_ arguments: [String]) throws(LogCommand.Failure) -> Int32 {
        let path = try LogArguments(arguments).directory
        let url = URL(fileURLWithPath: path)
        let folder = Directory(url.deletingLastPathComponent().path)
        guard !folder.has(url.lastPathComponent) else {
            throw .input("\(path): is there already. Nothing was changed.")
        }
        do throws(StorageError) {
            try folder.writeDurably(
                Array(WebhookKeys.fresh(.system).utf8),
                to: url.lastPathComponent
            )
        } catch {
            throw .input("\(path): could not be written.")
        }
        do throws(WebhookKeys.Problem) {
            let keys = try WebhookKeys(file: path)
            print(
                """
                \(path) holds a secret for HMAC-SHA256 (whsec_…) and a private key (whsk_…); it is yours alone.
                The receiver needs the whsec_ line, by a safe way, or only this public key for Ed25519:
                \(keys.publicKeys.joined(separator: "\n"))
                """
            )
            return 0
        } catch {
            throw .input(error.sentence)
        }
    }

    private static func line(_ delivery: Delivery, attached: UInt64?) -> String {
        let tries = delivery.tries == 1 ? "1 failed try" : "\(delivery.tries) failed tries"
        let state =
            switch delivery.state {
            case .due where attached != nil && delivery.isOlder(than: attached):
                "not told: it is older than the outbox"
            case .due: delivery.tries == 0 ? "not told yet" : "not told yet, \(tries)"
            case .delivered(let entry): "told (entry \(entry))"
            case .abandoned(let end): "given up (entry \(end.entry)): \(end.failure.words)"
            }
        return "\(delivery.notice.session.text)  \(delivery.notice.kind.rawValue)  \(state)"
    }

    private static let usage = """
        usage: contact-broker outbox status DIR
               contact-broker outbox begin DIR --since DAY --by NAME --reason TEXT
               contact-broker outbox replay DIR (--session ID | --all) --by NAME --reason TEXT
               contact-broker outbox keys FILE

        DIR is a data directory, a DAY is written as 2026-10-20. `begin` makes due what was filed before there was an
        outbox; `replay` makes due again what was given up. Both want the broker stopped.
        `keys` makes a new file of keys for `demo --outbox`.
        """
}
