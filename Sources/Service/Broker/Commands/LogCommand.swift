import Foundation
import JSON
import Journal
import Storage
import TransparencyLog

/// `log …`: what can be done with a log without the broker.
package enum LogCommand {
    enum Failure: Error {
        case usage
        /// Something could not be read, written, or opened.
        case input(String)
        /// The log is not what was written.
        case verdict(String)
    }

    /// - Parameters:
    ///   - arguments: those behind `log`.
    ///   - nameOfType: what an entry's type number means; nil for one it does not know.
    /// - Returns: 0 if what is asked for holds, 1 if the log is not what was written, 2 for wrong arguments,
    ///   3 if some input could not be read.
    package static func run(
        arguments: [String],
        nameOfType: (UInt16) -> String? = { _ in nil }
    ) -> Int32 {
        do throws(Failure) {
            let rest = Array(arguments.dropFirst())
            switch arguments.first {
            case "verify": return try verify(rest)
            case "show": return try show(rest, nameOfType)
            case "tiles": return try tiles(rest)
            case "rekey": return try rekey(rest)
            case "erase": return try erase(rest)
            case "export": return try export(rest)
            case "copy": return try copy(rest)
            case "witness": return try witness(rest)
            case "cosign": return try cosign(rest)
            case "backup": return try backup(rest)
            case "restore": return try restore(rest)
            case _: throw .usage
            }
        } catch {
            switch error {
            case .usage:
                complain(usage)
                return 2
            case .input(let sentence):
                complain(sentence)
                return 3
            case .verdict(let sentence):
                complain(sentence)
                return 1
            }
        }
    }

    // MARK: verify

    private static func verify(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(
            arguments,
            values: ["--key", "--checkpoint", "--witness"],
            flags: ["--json"]
        )
        let verifierKey = try key(try arguments.required("--key"))
        var witnesses: [VerifierKey] = []
        for witness in arguments.all("--witness") { witnesses.append(try key(witness)) }
        guard witnesses.allSatisfy({ $0.kind == .cosignature }) else {
            throw .input("That is no witness’s key.")
        }
        guard witnesses.count < 2 || arguments["--checkpoint"] != nil else { throw .usage }
        if Directory(arguments.directory).has(Dossier.proofFile) {
            guard arguments["--checkpoint"] == nil, witnesses.isEmpty, !arguments.has("--json")
            else {
                throw .usage
            }
            let verification = try DossierVerification(in: arguments.directory, key: verifierKey)
            print(verification.lines.joined(separator: "\n"))
            return verification.isPositive ? 0 : 1
        }
        // A folder of that name that somebody else made is no log with something missing.
        if let names = try? Directory(arguments.directory + "/journal").names(),
            !names.contains(where: isOurs)
        {
            throw .input("There is no log in \(arguments.directory).")
        }
        let outside = try outside(arguments, witnesses)
        let verification: LogVerification
        do throws(JournalError) {
            verification = try LogVerification(
                ofLogIn: arguments.directory,
                key: verifierKey,
                outside: outside,
                witnesses: witnesses
            )
        } catch {
            guard case .damaged(let damage) = error, damage.reason != .newerFormat else {
                throw failure(error, arguments.directory)
            }
            if case .checkpointOfAnotherLog = damage.reason {
                throw .input("\(arguments["--checkpoint"] ?? arguments.directory): \(damage)")
            }
            // Only of the outside checkpoint: what the log itself shows is part of the verdict.
            let signers = witnesses.isEmpty ? "this key" : "this key and by each of these witnesses"
            throw .input(
                "\(arguments["--checkpoint"] ?? arguments.directory): no checkpoint signed with \(signers)."
            )
        }
        let isBeside = outside != nil && arguments["--checkpoint"] == nil
        let report = LogReport(verification, isOutsideKeptBeside: isBeside)
        print(arguments.has("--json") ? JSONWriter.text(report.json) : report.text)
        return report.isPositive ? 0 : 1
    }

    private static func isOurs(_ name: String) -> Bool {
        name.hasPrefix("segment-") || name == "checkpoint" || name == "journal.vkey"
    }

    /// The checkpoint that was named, or the newest that the witness has signed, which the broker keeps beside the log.
    private static func outside(
        _ arguments: LogArguments,
        _ witnesses: [VerifierKey]
    ) throws(Failure) -> [UInt8]? {
        if let file = arguments["--checkpoint"] { return try contents(of: file) }
        guard let witness = witnesses.first else { return nil }
        let directory = arguments.directory
        do throws(JournalError) {
            if let note = try CosignedCheckpoint.read(of: witness, logIn: directory) {
                return note
            }
        } catch {
            throw failure(error, directory)
        }
        throw .input(
            "There is no checkpoint beside the log in \(directory) that the witness \(witness.name) has signed."
        )
    }

    /// A key's line, or the file that holds it.
    static func key(_ argument: String) throws(Failure) -> VerifierKey {
        if let key = try? VerifierKey(argument) { return key }
        let line = String(decoding: try contents(of: argument), as: UTF8.self)
        guard let key = try? VerifierKey(line.trimmingCharacters(in: .newlines)) else {
            throw .input("\(argument): not a verifier key.")
        }
        return key
    }

    // MARK: tiles

    private static func tiles(_ arguments: [String]) throws(Failure) -> Int32 {
        let arguments = try LogArguments(arguments, values: ["--key", "--to"])
        let destination = try arguments.required("--to")
        let verifierKey = try key(try arguments.required("--key"))
        do throws(JournalError) {
            let checkpoint = try LogTiles.write(
                logIn: arguments.directory,
                key: verifierKey,
                to: destination
            )
            print(
                "\(checkpoint.size) entries of \(checkpoint.origin) are laid out in \(destination)."
            )
            return 0
        } catch {
            throw failure(error, arguments.directory)
        }
    }

    static func contents(of path: String) throws(Failure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): cannot be read.")
        }
        return Array(data)
    }

    static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    /// For what the journal throws.
    static func failure(_ error: JournalError, _ directory: String) -> Failure {
        switch error {
        case .damaged(let damage) where damage.reason == .newerFormat:
            .input(
                """

                There is no verdict on the log in \(directory): \(error) Nothing was changed. Use the version that \
                wrote it, or a later one.
                """

            )
        case .damaged: .verdict("\(error) Nothing was changed.")
        case .heldByAnotherProcess(let process):
            .input(
                "A broker has the log in \(directory) open"
                    + (process.map { ", process \($0)" } ?? "") + ". Stop it first."
            )
        case .storageFailed(let error) where error.isMissingFile:
            .input("There is no log in \(directory).")
        case .payloadTooLarge, .appendTooLarge, .noSuchEntry, .overloaded, .diskFull, .closed,
            .failed, .storageFailed, .keyUnusable, .cryptographyFailed:
            .input("The log in \(directory): \(error)")
        }
    }

    private static let usage = """
        usage: contact-broker log verify DIR --key VKEY|FILE [--checkpoint FILE] [--witness VKEY|FILE]… [--json]
               contact-broker log show DIR [--session ID|latest [--all]] | [--exact | --json] --by NAME --reason TEXT
               contact-broker log show DIR --session ID [--all] --emergency [--second NAME] [--policies DIR] --by NAME --reason TEXT
               contact-broker log tiles DIR --key VKEY|FILE --to DIR
               contact-broker log witness DIR --key VKEY|FILE --old SIZE --to NAME
               contact-broker log cosign NAME.request --key VKEY|FILE --witness DIR [--name NAME]
               contact-broker log rekey DIR
               contact-broker log erase DIR --session ID --by NAME --reason TEXT [--yes]
               contact-broker log export DIR --session ID --to DIR --by NAME --reason TEXT
               contact-broker log copy DIR --session ID --for PERSON --as parents|subject --asked DAY --to FILE --by NAME
               contact-broker log backup DIR --to DIR
               contact-broker log restore DIR --to DIR --key VKEY|FILE --since DIR|FILE… --by NAME

        DIR is a data directory; `verify` takes what `export` wrote too. `show` lists the sessions and tells one of
        them in sentences; --exact and --json print every entry as it was written. Who reads and why becomes an entry.
        --emergency reads a session that is sealed for others, if the policies allow it; a safeguarding lead is told.
        VKEY is the log's public key, kept outside that directory. With a witness's key and no checkpoint, `verify`
        takes the newest that this witness has signed of those that the broker keeps beside the log. `witness` writes
        NAME.request, for a witness, and NAME.note, to which its answer is to be added. `cosign` is a witness: it signs
        what goes on from what it signed last, and nothing else; `contact-broker witness` is one on the network.
        `rekey`, `erase`, `export` and `copy` want the broker stopped; `erase` only says what it would do, without
        --yes. `restore` needs to know what has been erased since the backup: from the log that was backed up, from a
        file with a pseudonym a line, or from both.
        """
}
