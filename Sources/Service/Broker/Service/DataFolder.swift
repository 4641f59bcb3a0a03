import Foundation

/// The folder that a broker is told to keep its things in.
enum DataFolder {
    /// Why no broker may begin in it; nil if it holds a log, or nothing that is not ours.
    ///
    /// Somebody else's folder stays as it is: a log is never begun among other things.
    static func obstacle(at path: String) -> String? {
        let files = FileManager.default
        guard let kind = try? files.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        else { return nil }
        guard kind == .typeDirectory || kind == .typeSymbolicLink else {
            return "\(path) is a file. Nothing was written. --data wants a folder."
        }
        guard !files.fileExists(atPath: path + "/journal/checkpoint") else { return nil }
        guard let names = try? files.contentsOfDirectory(atPath: path) else {
            return "\(path) cannot be read. Nothing was written."
        }
        let inside = (try? files.contentsOfDirectory(atPath: path + "/journal")) ?? []
        let strangers =
            names.filter { !ours.contains($0) } + inside.filter(isForeign).map { "journal/\($0)" }
        guard !strangers.isEmpty else { return nil }
        let shown = strangers.sorted().prefix(3).map(LogLine.escaped).joined(separator: ", ")
        let more = strangers.count > 3 ? " and \(strangers.count - 3) more" : ""
        return """
            \(path) holds no log, and other things: \(shown)\(more). Nothing was written there. Name a new folder, or the \
            one that holds the log.
            """
    }

    /// What may stand in `journal/` before the first checkpoint does, or be left of a log.
    private static func isForeign(_ name: String) -> Bool {
        !(["lock", "journal.vkey", "snapshot"].contains(name) || name.hasPrefix("segment-")
            || name.hasPrefix("cosigned-") || name.hasSuffix(".new"))
    }

    private static let ours: Set<String> = [
        "certs", "inbox", "journal", "keys", "media", "outbox", "records", "sealed",
    ]
}
