import Cryptography
import Foundation
import JSON
import Storage
import TLS
import Transport
import TransparencyLog

/// `witness`: runs elsewhere, on somebody else's machine, and signs what logs show it.
enum WitnessCommand {
    /// - Parameter arguments: those behind `witness`.
    /// - Returns: 0 after a clean stop, 2 for wrong arguments, 3 if something could not be read, written or opened.
    static func run(arguments: [String]) -> Int32 {
        do throws(LogCommand.Failure) {
            let arguments = try LogArguments(
                arguments,
                values: [
                    "--log", "--name", "--listen", "--port", "--certificate", "--private-key",
                ],
                flags: ["--json"]
            )
            var logs: [VerifierKey] = []
            for log in arguments.all("--log") { logs.append(try LogCommand.key(log)) }
            guard !logs.isEmpty, let port = UInt16(arguments["--port"] ?? "8453"),
                (arguments["--certificate"] == nil) == (arguments["--private-key"] == nil)
            else { throw .usage }
            return try serve(arguments, logs, port)
        } catch {
            switch error {
            case .usage:
                LogCommand.complain(usage)
                return 2
            case .input(let sentence), .verdict(let sentence):
                LogCommand.complain(sentence)
                return 3
            }
        }
    }

    private static func serve(
        _ arguments: LogArguments,
        _ logs: [VerifierKey],
        _ port: UInt16
    ) throws(LogCommand.Failure) -> Int32 {
        let signals = StopSignals()
        let home = arguments.directory
        let listen = arguments["--listen"] ?? "127.0.0.1"
        let server: WitnessServer
        let key: VerifierKey
        do throws(StorageError) {
            let witness = try Witness.open(in: home, name: arguments["--name"])
            key = witness.verifierKey
            server = WitnessServer(witness, logs: logs)
        } catch {
            guard error.isHeldElsewhere else {
                throw .input("The witness in \(home): \(error). Nothing was changed.")
            }
            throw .input("Another process runs the witness in \(home). Stop it first.")
        }
        let tls = try context(arguments, listen)
        do {
            let loops = try EventLoopGroup(count: 1)
            let port = try loops.listen(
                address: listen,
                port: port,
                context: tls,
                limits: ConnectionLimits(total: 256, perPeer: 16),
                greeter: HTTPServerConnection.greeter(
                    defaultFields: securityFields(host: "\(listen):\(port)")
                ) { request, _, _ in .respond(server.route(request)) }
            )
            say(key, "https://\(listen):\(port)/", arguments)
            signals.wait()
            loops.stop(grace: .seconds(1))
            return 0
        } catch {
            throw .input("Cannot listen on \(listen):\(port): \(error).")
        }
    }

    private static func say(_ key: VerifierKey, _ url: String, _ arguments: LogArguments) {
        let line: JSONValue = ["witness": .string(key.text), "url": .string(url)]
        let words = """
            The witness listens on \(url). Its public key, for the broker's settings and for "log verify --witness":
            \(key.text)
            """
        let text = (arguments.has("--json") ? JSONWriter.text(line) : words) + "\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// The certificate that was named, or one of the witness's own development authority.
    private static func context(
        _ arguments: LogArguments,
        _ listen: String
    ) throws(LogCommand.Failure) -> TLSServerContext {
        let folder = arguments.directory + "/certs"
        do {
            if let certificate = arguments["--certificate"], let key = arguments["--private-key"] {
                return try TLSServerContext(certificateFile: certificate, keyFile: key)
            }
            if !Directory(folder).has(CertsCommand.chainFile) {
                let names = CertsCommand.localNames
                let own = SubjectName(listen).map { names.contains($0) ? [] : [$0] } ?? []
                try CertsCommand.create(
                    in: Directory(folder),
                    names: names + own,
                    now: Int64(Date.now.timeIntervalSince1970),
                    random: .system
                )
            }
            return try TLSServerContext(
                certificateFile: folder + "/" + CertsCommand.chainFile,
                keyFile: folder + "/" + CertsCommand.serverKeyFile
            )
        } catch {
            throw .input("The certificate of the witness cannot be used: \(error)")
        }
    }

    private static let usage = """
        usage: contact-broker witness DIR --log VKEY|FILE… [--name NAME] [--listen ADDRESS] [--port N]
                                      [--certificate FILE --private-key FILE] [--json]

        Signs the checkpoints of these logs, each as long as it goes on from what was signed last (C2SP tlog-witness,
        POST /add-checkpoint). To run on a machine of somebody else than who runs the broker. DIR holds its key and
        what it has seen: whoever loses it has seen nothing. Without a certificate it makes an authority of its own
        in DIR/certs, for trials.
        """
}
