package import Cryptography
import Foundation
import JSON
package import Storage

/// `certs init` and `certs status`: an authority for one's own machines, and a server certificate from it.
package enum CertsCommand {
    private enum Failure: Error {
        case usage
        case input(String)
    }

    private struct Arguments {
        var directory = "Certs"
        var names: [SubjectName] = []
        var isJSON = false
    }

    package static let authorityFile = "ca.pem"
    package static let authorityKeyFile = "ca.key"
    /// The server's certificate, then the authority's.
    package static let chainFile = "server.pem"
    package static let serverKeyFile = "server.key"
    static let files = [authorityFile, authorityKeyFile, chainFile, serverKeyFile]

    /// - Parameter arguments: those behind `certs`.
    /// - Returns: 0 if all is well, 1 if certificates are missing, expired or not trusted, 2 for wrong
    ///   arguments, 3 if something could not be read or written.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let rest = Array(arguments.dropFirst())
            switch arguments.first {
            case "init": return try create(try parse(rest, allowsNames: true))
            case "status": return try status(try parse(rest, allowsNames: false))
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

    /// Makes authority and server certificate in a directory where there are none.
    ///
    /// `now` is in seconds since 1970. For `certs init`, and for a demo that needs certificates.
    package static func create(
        in directory: Directory,
        names: [SubjectName],
        now: Int64,
        random: RandomBytes
    ) throws {
        let authority = try DevelopmentAuthority(for: names, now: now, random: random)
        let server = try authority.issueServer(now: now, random: random)
        try directory.create()
        var made: [String] = []
        do throws(StorageError) {
            for (name, bytes) in [
                (authorityFile, authority.issued.certificate),
                (authorityKeyFile, authority.issued.privateKey),
                (chainFile, server.certificate + authority.issued.certificate),
                (serverKeyFile, server.privateKey),
            ] {
                let file = try directory.createFile(name)
                made.append(name)
                try file.write(bytes, at: 0)
                try file.synchronize()
            }
            try directory.synchronize()
        } catch {
            // Half of them would be in the way of the next try.
            for name in made { try? directory.remove(name) }
            throw error
        }
    }

    /// What every server certificate is for.
    package static let localNames = ["localhost", "127.0.0.1", "::1"].compactMap(SubjectName.init)

    // MARK: init

    private static func create(_ arguments: Arguments) throws(Failure) -> Int32 {
        let directory = Directory(arguments.directory)
        for file in files where directory.has(file) {
            throw .input("\(arguments.directory)/\(file) exists already; nothing was changed.")
        }
        let names = localNames + arguments.names.filter { !localNames.contains($0) }
        do {
            try create(in: directory, names: names, now: now, random: .system)
        } catch {
            throw .input("\(arguments.directory): \(error)")
        }
        if arguments.isJSON {
            print(JSONWriter.text(["directory": .string(arguments.directory)]))
        } else {
            print(next(arguments.directory, names))
        }
        return 0
    }

    private static func next(_ directory: String, _ names: [SubjectName]) -> String {
        """
        Made \(authorityFile), \(authorityKeyFile), \(chainFile) and \(serverKeyFile) in \(directory), \
        for \(names.map(\.text).joined(separator: ", ")).
        Next: let browsers trust \(directory)/\(authorityFile) (Certs/README.md says how); it can sign for \
        these names only.
        Keep \(authorityKeyFile) to yourself, or delete it: it is not needed to run.
        """
    }

    // MARK: status

    private static func status(_ arguments: Arguments) throws(Failure) -> Int32 {
        let directory = Directory(arguments.directory)
        let authority = try read(authorityFile, in: directory)
        let chain = try read(chainFile, in: directory)
        let server: CertificateSummary
        let isTrusted: Bool
        do throws(CryptographyError) {
            server = try CertificateSummary(pem: chain)
            var trusted = 0
            for name in localNames
            where try CertificateSummary.isTrusted(chain: chain, by: authority, for: name, at: now)
            {
                trusted += 1
            }
            isTrusted = trusted == localNames.count
        } catch {
            throw .input("\(arguments.directory): not certificates.")
        }
        let days = (server.notAfter &- now) / 86_400
        let publicKey = Base64.encode(server.publicKeyHash.bytes)
        if arguments.isJSON {
            print(
                JSONWriter.text([
                    "names": .string(server.names), "daysLeft": .integer(days),
                    "isTrusted": .bool(isTrusted), "publicKeyHash": .string(publicKey),
                ])
            )
        } else {
            print(
                """
                Names: \(server.names)
                Days left: \(days)
                Trusted by \(authorityFile): \(isTrusted ? "yes" : "no")
                SHA-256 of the public key: \(publicKey)
                """
            )
        }
        return isTrusted ? 0 : 1
    }

    private static func read(_ file: String, in directory: Directory) throws(Failure) -> [UInt8] {
        do throws(StorageError) { return try directory.read(file, limit: 1 << 20) } catch {
            throw .input(error.description)
        }
    }

    private static func parse(
        _ arguments: [String],
        allowsNames: Bool
    ) throws(Failure) -> Arguments {
        var parsed = Arguments()
        var hasDirectory = false
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": parsed.isJSON = true
            case "--name" where allowsNames:
                guard let text = rest.popFirst(), let name = SubjectName(text) else {
                    throw .input("--name needs a host name or an address.")
                }
                parsed.names.append(name)
            case _ where !hasDirectory && !argument.hasPrefix("-") && !argument.isEmpty:
                parsed.directory = argument
                hasDirectory = true
            case _: throw .usage
            }
        }
        return parsed
    }

    private static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker certs init [DIR] [--name NAME]... [--json]
               contact-broker certs status [DIR] [--json]

        DIR is "Certs" if not given. NAME is a host name or an address, besides localhost, 127.0.0.1 and ::1.
        """
}
