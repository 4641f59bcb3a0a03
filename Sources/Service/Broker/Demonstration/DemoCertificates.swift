import Cryptography
import Foundation
import Storage
import TLS

/// The demo's own development authority, made at the first start.
enum DemoCertificates {
    /// The server's settings, from `certs` in the data directory.
    static func context(for settings: DemoSettings, _ random: RandomBytes)
        throws(DemoFailure) -> TLSServerContext
    {
        let path = folder(of: settings)
        do {
            let directory = Directory(path)
            if !directory.has(CertsCommand.chainFile) {
                try Directory(settings.data).create()
                try CertsCommand.create(
                    in: directory,
                    names: names(settings),
                    now: Int64(Date.now.timeIntervalSince1970),
                    random: random
                )
            }
            return try TLSServerContext(
                certificateFile: path + "/" + CertsCommand.chainFile,
                keyFile: path + "/" + CertsCommand.serverKeyFile
            )
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

    /// What a client trusts.
    static func authority(of settings: DemoSettings) -> String {
        folder(of: settings) + "/" + CertsCommand.authorityFile
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
}
