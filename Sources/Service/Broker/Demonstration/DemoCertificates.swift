package import Cryptography
import Foundation
package import Storage
import TLS

/// The demo's own development authority, made at the first start and anew when its time is over.
package enum DemoCertificates {
    /// The server's settings, from `certs` in the data directory.
    static func context(for settings: DemoSettings, _ random: RandomBytes)
        throws(DemoFailure) -> TLSServerContext
    {
        let path = folder(of: settings)
        do {
            try Directory(settings.data).create()
            let state = try prepare(
                Directory(path),
                names: names(settings),
                now: Int64(Date.now.timeIntervalSince1970),
                random: random
            )
            switch state {
            case .good: break
            case .renewed:
                settings.say(
                    "The certificates in \(path) had run out, or did not name \(settings.listen), and were made anew. "
                        + "Browsers warn once more, and must be told again to trust \(path)/\(CertsCommand.authorityFile)."
                )
            case .unusable:
                throw DemoFailure(
                    sentence:
                        "The certificate in \(path) has run out, or does not name \(settings.listen). "
                        + "It was not made here, so it was left alone: put a good one there, or delete the folder."
                )
            }
            return try TLSServerContext(
                certificateFile: path + "/" + CertsCommand.chainFile,
                keyFile: path + "/" + CertsCommand.serverKeyFile
            )
        } catch let failure as DemoFailure {
            throw failure
        } catch let error as StorageError where error.isFullDisk {
            throw DemoFailure(
                sentence: """
                    The disk of \(path) is full: no certificates could be made, and none are kept. Nothing else was \
                    written. Make room, then start again.
                    """
            )
        } catch {
            throw DemoFailure(sentence: "The certificates in \(path) cannot be used: \(error)")
        }
    }

    /// What was found, and done about it.
    package enum State: Sendable { case good, renewed, unusable }

    /// Makes what is missing, and makes anew what a browser would refuse within the day.
    ///
    /// Only what was made here, which has the authority's key beside it. `now` is in seconds since 1970.
    package static func prepare(
        _ directory: Directory,
        names: [SubjectName],
        now: Int64,
        random: RandomBytes
    ) throws -> State {
        let make = {
            try CertsCommand.create(in: directory, names: names, now: now, random: random)
        }
        guard directory.has(CertsCommand.chainFile) else {
            try make()
            return .good
        }
        if try isGood(directory, for: names, at: now + day) { return .good }
        guard directory.has(CertsCommand.authorityKeyFile) else { return .unusable }
        for file in CertsCommand.files where directory.has(file) { try directory.remove(file) }
        try make()
        return .renewed
    }

    /// What a client trusts.
    static func authority(of settings: DemoSettings) -> String {
        folder(of: settings) + "/" + CertsCommand.authorityFile
    }

    private static func isGood(_ directory: Directory, for names: [SubjectName], at time: Int64)
        throws -> Bool
    {
        let chain = try directory.read(CertsCommand.chainFile, limit: limit)
        // Whoever brings their own may keep its authority elsewhere: then only its end can be known.
        guard directory.has(CertsCommand.authorityFile) else {
            return try CertificateSummary(pem: chain).notAfter > time
        }
        let authority = try directory.read(CertsCommand.authorityFile, limit: limit)
        return try names.allSatisfy {
            try CertificateSummary.isTrusted(chain: chain, by: authority, for: $0, at: time)
        }
    }

    private static func folder(of settings: DemoSettings) -> String {
        settings.data + "/certs"
    }

    private static func names(_ settings: DemoSettings) -> [SubjectName] {
        var unique: [SubjectName] = []
        for name in ["localhost", "127.0.0.1", "::1", settings.listen] {
            guard let name = SubjectName(name), !unique.contains(name) else { continue }
            unique.append(name)
        }
        return unique
    }

    private static let day: Int64 = 86_400
    private static let limit = 1 << 20
}
