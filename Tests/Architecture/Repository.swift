import Foundation

/// The files of this repository, as git knows them.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Paths below the root, of what is committed or about to be; ignored files are nobody's concern.
    static let paths = Result { try git(["--cached", "--others", "--exclude-standard"]) }

    /// Paths below the root, of what is committed or added.
    static let trackedPaths = Result { try git(["--cached"]) }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Swift files below a folder, by path.
    static func swiftFiles(under folder: String) throws -> [SwiftFile] {
        try swiftFiles.get().filter { $0.path.hasPrefix(folder + "/") }
    }

    private static let swiftFiles = Result {
        try paths.get().filter { $0.hasSuffix(".swift") }
            .map { SwiftFile(path: $0, text: try text($0)) }
    }

    private static func git(_ choice: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // A clone that another user owns is still this repository.
        process.arguments =
            ["git", "-c", "safe.directory=*", "-C", root.path, "ls-files", "-z"] + choice
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadUnknown) }
        return String(decoding: data, as: UTF8.self).split(separator: "\0").map(String.init)
            .filter { FileManager.default.fileExists(atPath: root.appending(path: $0).path) }
    }
}
