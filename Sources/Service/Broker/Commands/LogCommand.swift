import Foundation
import JSON
import Journal
import TransparencyLog

/// `log verify`, `log show` and `log tiles`: looks into a log without the broker, and changes nothing there.
package enum LogCommand {
    enum Failure: Error {
        case usage
        case input(String)
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
            case "verify": return try verify(try LogArguments(rest))
            case "show": return try show(try LogArguments(rest), nameOfType)
            case "tiles": return try tiles(try LogArguments(rest))
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
            }
        }
    }

    // MARK: verify

    private static func verify(_ arguments: LogArguments) throws(Failure) -> Int32 {
        guard let key = arguments.key, arguments.destination == nil else { throw .usage }
        let verifierKey = try self.key(key)
        let outside: [UInt8]? =
            if let file = arguments.checkpoint { try contents(of: file) } else { nil }
        let verification: LogVerification
        do throws(JournalError) {
            verification = try LogVerification(
                ofLogIn: arguments.directory,
                key: verifierKey,
                outside: outside
            )
        } catch {
            guard case .damaged = error else { throw .input(error.description) }
            // Only of the outside checkpoint: what the log itself shows is part of the verdict.
            throw .input("\(arguments.checkpoint ?? ""): no checkpoint signed with this key.")
        }
        let report = LogReport(verification)
        print(arguments.isJSON ? JSONWriter.text(report.json) : report.text)
        return report.isPositive ? 0 : 1
    }

    /// A key's line, or the file that holds it.
    private static func key(_ argument: String) throws(Failure) -> VerifierKey {
        if let key = try? VerifierKey(argument) { return key }
        let line = String(decoding: try contents(of: argument), as: UTF8.self)
        guard let key = try? VerifierKey(line.trimmingCharacters(in: .newlines)) else {
            throw .input("\(argument): not a verifier key.")
        }
        return key
    }

    // MARK: show

    private static func show(
        _ arguments: LogArguments,
        _ nameOfType: (UInt16) -> String?
    ) throws(Failure) -> Int32 {
        guard arguments.key == nil, arguments.checkpoint == nil, arguments.destination == nil else {
            throw .usage
        }
        do throws(JournalError) {
            let tornTail = try StoredJournal.read(directory: arguments.directory) { entry in
                let line = LogLine(entry, typeName: nameOfType(entry.type) ?? "type \(entry.type)")
                print(arguments.isJSON ? JSONWriter.text(line.json) : line.text)
            }
            if let tornTail { complain(LogReport.sentence(tornTail)) }
            return 0
        } catch {
            complain(error.description)
            guard case .damaged = error else { return 3 }
            return 1
        }
    }

    // MARK: tiles

    private static func tiles(_ arguments: LogArguments) throws(Failure) -> Int32 {
        guard let key = arguments.key, let destination = arguments.destination,
            arguments.checkpoint == nil, !arguments.isJSON
        else { throw .usage }
        let verifierKey = try self.key(key)
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
            complain(error.description)
            guard case .damaged = error else { return 3 }
            return 1
        }
    }

    private static func contents(of path: String) throws(Failure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .input("\(path): cannot be read.")
        }
        return Array(data)
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker log verify DIR --key VKEY|FILE [--checkpoint FILE] [--json]
               contact-broker log show DIR [--json]
               contact-broker log tiles DIR --key VKEY|FILE --to DIR

        DIR is a data directory. VKEY is the log's public key, kept outside that directory.
        """
}

/// What stands behind `log verify`, `log show` and `log tiles`.
struct LogArguments {
    private(set) var directory = ""
    private(set) var key: String?
    private(set) var checkpoint: String?
    private(set) var destination: String?
    private(set) var isJSON = false

    init(_ arguments: [String]) throws(LogCommand.Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json" where !isJSON: isJSON = true
            case "--key" where key == nil: key = try Self.value(&rest)
            case "--checkpoint" where checkpoint == nil: checkpoint = try Self.value(&rest)
            case "--to" where destination == nil: destination = try Self.value(&rest)
            case _ where directory.isEmpty && !argument.hasPrefix("-"): directory = argument
            case _: throw .usage
            }
        }
        guard !directory.isEmpty else { throw .usage }
    }

    private static func value(_ rest: inout ArraySlice<String>) throws(LogCommand.Failure) -> String
    {
        guard let value = rest.popFirst() else { throw .usage }
        return value
    }
}
