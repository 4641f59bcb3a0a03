import Foundation
import Transport

/// The private directory of one Janus process: configuration and socket.
///
/// Only one plugin and one transport are there to be loaded, and nothing listens on TCP. Janus'
/// log goes nowhere, because from level 4 it holds peers' addresses; below, most starts fail on
/// a busy machine: its socket's thread looks whether it is initialised before it is, unless it
/// has a line to write first.
struct JanusDirectory: Sendable {
    let path: String
    let apiSecret: String
    let roomKey: String
    private let processFile: String?

    var socket: String { path + "/s" }
    var arguments: [String] {
        ["-F", path, "-C", path + "/janus.jcfg", "-N", "-L", "/dev/null"]
    }

    /// Makes and fills it; mode 0700.
    init(_ configuration: MediaConfiguration) throws(MediaLoss) {
        let name = Self.prefix + Secret.text(words: 1)
        path = configuration.runDirectory + "/" + name
        apiSecret = Secret.text()
        roomKey = Secret.text()
        processFile = configuration.processDirectory.map { "\($0)/\(name).pid" }
        guard path.utf8.count + 2 <= LocalSocket.longestPath else {
            throw .didNotStart("the path of the run directory is too long")
        }
        guard Self.isPlain(path), Self.isPlain(configuration.interface) else {
            throw .didNotStart("the run directory or the interface has a strange name")
        }
        do {
            try PrivateDirectory.make(path)
            try fill(configuration)
        } catch {
            throw .didNotStart("the run directory: \(error)")
        }
    }

    /// Notes which process it is, so that it can be found after a crash of ours.
    func note(_ pid: Int32) {
        guard let processFile, let start = Self.startTime(pid) else { return }
        try? Data("\(pid) \(start) \(path)\n".utf8).write(to: URL(fileURLWithPath: processFile))
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        if let processFile { try? FileManager.default.removeItem(atPath: processFile) }
    }

    /// Kills what an earlier broker left behind, and removes its directories; the numbers killed.
    ///
    /// A process counts as left behind only if it started when the note says: a number alone may
    /// be another's by now.
    package static func reapOrphans(in directory: String) -> [Int32] {
        let files = FileManager.default
        var killed: [Int32] = []
        for name in (try? files.contentsOfDirectory(atPath: directory)) ?? []
        where name.hasPrefix(prefix) && name.hasSuffix(".pid") {
            let file = directory + "/" + name
            defer { try? files.removeItem(atPath: file) }
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { continue }
            let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
            guard words.count == 3, let pid = Int32(words[0]), pid > 1 else { continue }
            if startTime(pid) == words[1], kill(pid, SIGKILL) == 0 { killed.append(pid) }
            if URL(fileURLWithPath: words[2]).lastPathComponent + ".pid" == name {
                try? files.removeItem(atPath: words[2])
            }
        }
        return killed
    }

    private func fill(_ configuration: MediaConfiguration) throws {
        let files = FileManager.default
        for name in ["p", "t", "e"] { try PrivateDirectory.make("\(path)/\(name)") }
        for (place, library) in [
            ("p", "plugins/libjanus_videoroom.so"), ("t", "transports/libjanus_pfunix.so"),
        ] {
            try files.createSymbolicLink(
                atPath: "\(path)/\(place)/\(URL(fileURLWithPath: library).lastPathComponent)",
                withDestinationPath: "\(configuration.janusLibraries)/\(library)"
            )
        }
        for (name, text) in texts(configuration) {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        }
        if let directory = configuration.processDirectory {
            try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
        }
    }

    private func texts(_ configuration: MediaConfiguration) -> [(String, String)] {
        let ports = "\(configuration.ports.lowerBound)-\(configuration.ports.upperBound)"
        return [
            (
                "janus.jcfg",
                """
                general: {
                  configs_folder = "\(path)"
                  plugins_folder = "\(path)/p"
                  transports_folder = "\(path)/t"
                  events_folder = "\(path)/e"
                  loggers_folder = "\(path)/e"
                  debug_level = 4
                  api_secret = "\(apiSecret)"
                  admin_secret = "\(Secret.text())"
                  session_timeout = 1
                  reclaim_session_timeout = 0
                }
                media: { ipv6 = false  rtp_port_range = "\(ports)" }
                nat: {
                  ice_enforce_list = "\(configuration.interface)"
                  ice_lite = true
                  full_trickle = false
                }

                """
            ),
            (
                "janus.transport.pfunix.jcfg",
                """
                general: {
                  enabled = true
                  json = "compact"
                  path = "\(socket)"
                  type = "SOCK_SEQPACKET"
                }
                admin: { admin_enabled = false }

                """
            ),
            (
                "janus.plugin.videoroom.jcfg",
                """
                general: { admin_key = "\(roomKey)"  lock_rtp_forward = true  string_ids = true }

                """
            ),
        ]
    }

    /// Field 22 of /proc/PID/stat, in clock ticks since the machine started (proc(5)).
    private static func startTime(_ pid: Int32) -> String? {
        guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            // The program's name, before, may hold anything.
            let name = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[name...].split(separator: " ")
        return fields.count > 20 ? String(fields[20]) : nil
    }

    /// Safe inside quotes of a configuration.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            let scalar = Unicode.Scalar(byte)
            return scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "/_.-@:".unicodeScalars.contains(scalar))
        }
    }

    private static let prefix = "cb-media-"
}

/// Random text from the system's generator, in hexadecimal digits.
enum Secret {
    static func text(words: Int = 2) -> String {
        (0..<words).map { _ in
            let word = String(UInt64.random(in: .min ... .max), radix: 16)
            return String(repeating: "0", count: 16 - word.count) + word
        }.joined()
    }
}
