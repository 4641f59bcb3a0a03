import Foundation

/// Certificates for tests, made by the openssl program in a folder of their own, once a process.
package struct TestAuthority: Sendable {
    package let authorityFile: String
    /// Valid for localhost and 127.0.0.1.
    package let certificateFile: String
    package let keyFile: String
    /// Of the same authority, valid for elsewhere.example.
    package let elsewhereFile: String
    package let elsewhereKeyFile: String
    /// An authority that signed none of these.
    package let strangerFile: String

    package static let shared = Result { try TestAuthority() }

    private init() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = { (name: String) in folder.appending(path: name).path }
        for name in ["authority", "stranger"] {
            try Self.openssl(
                [
                    "-keyout", path("\(name).key"), "-out", path("\(name).pem"), "-subj",
                    "/CN=\(name)",
                ]
                    + ["-addext", "keyUsage=critical,keyCertSign"]
            )
        }
        let names = ["server": "DNS:localhost,IP:127.0.0.1", "elsewhere": "DNS:elsewhere.example"]
        for (name, alternatives) in names {
            try Self.openssl(
                [
                    "-keyout", path("\(name).key"), "-out", path("\(name).pem"), "-subj",
                    "/CN=\(name)",
                ]
                    + ["-CA", path("authority.pem"), "-CAkey", path("authority.key")]
                    + ["-addext", "basicConstraints=critical,CA:FALSE"]
                    + ["-addext", "extendedKeyUsage=serverAuth"]
                    + ["-addext", "subjectAltName=\(alternatives)"]
            )
        }
        authorityFile = path("authority.pem")
        certificateFile = path("server.pem")
        keyFile = path("server.key")
        elsewhereFile = path("elsewhere.pem")
        elsewhereKeyFile = path("elsewhere.key")
        strangerFile = path("stranger.pem")
    }

    private static func openssl(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            + ["-nodes", "-days", "2"] + arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
