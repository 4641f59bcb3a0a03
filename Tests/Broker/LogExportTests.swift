import Broker
import Cryptography
import Foundation
import JSON
import Journal
import Testing

@Suite struct `log export` {
    private let destination = LogScratch()

    private func export(_ log: LogScratch, _ session: String = LogScratch.mother) -> Int32 {
        log.run(
            "export",
            "--session",
            session,
            "--to",
            destination.path,
            "--by",
            "Joanna Sable",
            "--reason",
            "Court of Protection <order 7>"
        )
    }

    private func verify(_ dossier: LogScratch, _ key: String) -> Int32 {
        dossier.run("verify", "--key", key)
    }

    @Test func `gives out what can be read and checked with nothing else`() async throws {
        let (log, key) = try await LogScratch.filled()
        let before = try log.entries()
        #expect(export(log) == 0)
        #expect(
            try destination.files(in: "") == [
                "checkpoint", "dossier.json", "entries.json", "session.html",
            ]
        )
        let act = try #require(try log.entries().last)
        #expect(act.type == EntryType.exported.rawValue && act.stream == before[1].stream)
        #expect(act.json?["by"]?.string == "Joanna Sable")
        #expect(act.json?["policies"]?.array == ["ab12"])
        try FileManager.default.removeItem(atPath: log.path)
        #expect(verify(destination, key) == 0)
        let page = try destination.text("session.html")
        #expect(page.contains("&lt;b&gt;&amp; said s-") && !page.contains("<b>"))
        #expect(page.contains("Nasrin") && page.contains("because: Court of Protection &lt;order"))
        let lines = try JSONParser.parse(
            Array(try destination.text("entries.json").utf8),
            limits: .file
        )
        #expect(lines.array?.count == before.count { $0.stream == act.stream })
    }

    /// The power went while it was written: what is there is not taken for a dossier, and a new one is made beside it.
    @Test func `that was half written is found out, and made again elsewhere`() async throws {
        let (log, key) = try await LogScratch.filled()
        #expect(export(log) == 0)
        let files = ["dossier.json", "checkpoint", "entries.json", "session.html"]
        #expect(
            Set(try FileManager.default.contentsOfDirectory(atPath: destination.path)) == Set(files)
        )
        for count in 1..<files.count {
            let half = try destination.copy()
            for file in files[count...] {
                try FileManager.default.removeItem(atPath: "\(half.path)/\(file)")
            }
            #expect(verify(half, key) != 0, "\(count) files")
        }
        let half = try destination.copy()
        let page = try half.text("session.html")
        try Data(page.utf8.prefix(page.utf8.count / 2)).write(
            to: URL(fileURLWithPath: half.path + "/session.html")
        )
        #expect(verify(half, key) == 1)
        #expect(
            LogCommand.run(
                arguments: [
                    "export", log.path, "--session", LogScratch.mother, "--to", half.path,
                    "--by", "b", "--reason", "c",
                ]
            ) == 3
        )
        #expect(verify(half, key) == 1)
    }

    @Test func `is found out whatever is changed`() async throws {
        let (log, key) = try await LogScratch.filled()
        let (_, otherKey) = try await LogScratch.filled()
        #expect(export(log) == 0)
        let later = LogScratch()
        let arguments = ["--by", "b", "--reason", "c"]
        #expect(
            LogCommand.run(
                arguments: [
                    "export", log.path, "--session", LogScratch.father, "--to", later.path,
                ] + arguments
            ) == 0
        )
        #expect(verify(destination, otherKey) == 1)
        let proof = try destination.text("dossier.json")
        let json = try JSONParser.parse(Array(proof.utf8), limits: .file)
        let entries = try #require(json["entries"]?.array)
        func dossier(_ entries: [JSONValue]) throws -> String {
            var object = JSONObject()
            for member in try #require(json.object).members {
                object.insert(
                    member.name == "entries" ? .array(entries) : member.value,
                    at: member.name
                )
            }
            return JSONWriter.text(.object(object))
        }
        #expect(try dossier(entries) == proof)
        var without = entries
        without.remove(at: 5)
        var swapped = entries
        swapped.swapAt(3, 4)
        let changes: [(String, String)] = [
            ("dossier.json", try dossier(without)), ("dossier.json", try dossier(swapped)),
            ("dossier.json", try dossier(Array(entries.dropLast()))),
            ("dossier.json", try dossier(Array(entries.dropFirst()))),
            ("dossier.json", try dossier(entries + [entries[0]])),
            ("dossier.json", try dossier([])), ("dossier.json", "{}"), ("dossier.json", ""),
            ("dossier.json", try later.text("dossier.json")),
            ("checkpoint", try later.text("checkpoint")), ("checkpoint", ""),
            ("entries.json", try destination.text("entries.json") + " "),
            ("session.html", try destination.text("session.html") + "<p>"),
            (
                "session.html",
                try destination.text("session.html").replacing("Nasrin", with: "Nazrin")
            ),
        ]
        for (index, (file, text)) in changes.enumerated() {
            let copy = try destination.copy()
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(copy.path)/\(file)"))
            #expect(verify(copy, key) == 1, "change \(index)")
        }
        // One bit of an entry, at every tenth byte.
        let item = entries[4]
        let sealed = try #require(item["entry"]?.string.flatMap { Base64.decode($0) })
        for offset in stride(from: 0, to: sealed.count, by: 10) {
            var changed = sealed
            changed[offset] ^= 1
            var list = entries
            list[4] = ["entry": .string(Base64.encode(changed)), "path": item["path"] ?? .null]
            let copy = try destination.copy()
            try Data(try dossier(list).utf8)
                .write(to: URL(fileURLWithPath: copy.path + "/dossier.json"))
            #expect(verify(copy, key) == 1, "byte \(offset)")
        }
        #expect(verify(destination, key) == 0)
    }

    @Test func `shows an erased session as erased`() async throws {
        let (log, key) = try await LogScratch.filled()
        let stream = try log.entries()[1].stream.hex
        let arguments = ["--session", LogScratch.mother, "--by", "a", "--reason", "Time is up"]
        #expect(LogCommand.run(arguments: ["erase", log.path, "--yes"] + arguments) == 0)
        #expect(export(log) == 3)
        #expect(export(log, stream) == 0)
        #expect(verify(destination, key) == 0)
        let page = try destination.text("session.html")
        #expect(page.contains("can be read by nobody") && page.contains("because: Time is up"))
        #expect(!page.contains("Nasrin") && !page.contains("said s-"))
        // What was given out keeps the log erased.
        #expect(try log.entries().filter { $0.payload == .erased }.count > 5)
    }

    @Test func `overwrites nothing, and wants to know who and why`() async throws {
        let (log, _) = try await LogScratch.filled()
        #expect(export(log) == 0)
        let count = try log.entries().count
        #expect(export(log) == 3)
        #expect(try log.entries().count == count)
        let nowhere = LogScratch().path
        #expect(
            log.run("export", "--session", LogScratch.mother, "--to", nowhere, "--by", "x") == 2
        )
        #expect(
            log.run(
                "export",
                "--session",
                LogScratch.mother,
                "--to",
                nowhere,
                "--by",
                "x",
                "--reason",
                ""
            ) == 2
        )
    }
}

/// Leaves a dossier where `Tests/LogVerifier/run` asks for one, and nothing otherwise.
@Suite struct `A dossier for strangers` {
    private static let directory = ProcessInfo.processInfo.environment["CONTACT_BROKER_WRITE_LOG"]

    @Test(.enabled(if: directory != nil)) func `is written`() async throws {
        let path = try #require(Self.directory)
        let (log, key) = try await LogScratch.filled()
        for (name, session) in [("dossier", LogScratch.mother), ("other", LogScratch.father)] {
            #expect(
                LogCommand.run(
                    arguments: [
                        "export", log.path, "--session", session, "--to", "\(path)-\(name)",
                        "--by", "Joanna Sable", "--reason", "For the court",
                    ]
                ) == 0
            )
        }
        let stream = try log.entries()[1].stream.hex
        let why = ["--by", "Joanna Sable", "--reason", "Time is up"]
        #expect(
            LogCommand.run(
                arguments: ["erase", log.path, "--session", LogScratch.mother, "--yes"] + why
            ) == 0
        )
        #expect(
            LogCommand.run(
                arguments: ["export", log.path, "--session", stream, "--to", path + "-erased"] + why
            ) == 0
        )
        try Data(key.utf8).write(to: URL(fileURLWithPath: path + "-key"))
    }
}
