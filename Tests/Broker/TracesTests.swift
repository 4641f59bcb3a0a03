import Broker
import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Sessions
import TestSupport
import Testing

/// A session with things typed into it that belong to somebody: what leaves the house is kept for a search
/// (`Tests/CaseSystem/traces.py`), in the folder that `CONTACT_BROKER_TRACES` names.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Traces of people` {
    private static let typed = "Zebedee Quartermain of 14 Larkspur Rise, 07700 900123"

    @Test func `are in the record, and not in what leaves the house`() async throws {
        let folder = ProcessInfo.processInfo.environment["CONTACT_BROKER_TRACES"]
            .map { URL(fileURLWithPath: $0) }
        let house = try await House.open(at: House.start, in: folder?.appending(path: "data").path)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            for kind in ["note", "concern"] {
                let note: JSONValue = [
                    "type": "note", "kind": .string(kind),
                    "text": .string("She spoke of \(Self.typed)."),
                ]
                #expect(try await marcus.ask(note)["type"] == "done")
            }
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        let word: JSONValue = ["seat": .string(nasrin.seat), "text": .string(Self.typed)]
        _ = try await nasrin.post("/api/afterword", word)
        _ = try await marcus.fillRecord()
        let seat = JSONValue.string(marcus.seat)
        let words = "She laughed with Denise and spoke of Kamal Uddin, and of Larkspur Rise."
        let fields: JSONValue = [
            "seat": seat, "fields": ["strengths": .string(words)], "base": ["strengths": 1],
        ]
        #expect(try await marcus.post("/api/record", fields).status == 200)
        let signed = try await marcus.post("/api/record/sign", ["seat": seat])
        #expect(signed.status == 200, "\(signed.json)")
        let addendum: JSONValue = [
            "seat": seat, "reason": .string("\(Self.typed) rang."), "text": .string(Self.typed),
            "after": signed.json["hash"] ?? .null,
        ]
        #expect(try await marcus.post("/api/record/addendum", addendum).status == 200)
        let ready = try await nasrin.get("/readyz")
        #expect(try await nasrin.get("/metrics").status == 200)
        let session = house.session.id.text
        try house.service.stop()

        let sent = URL(fileURLWithPath: house.folder + "-sent")
        try FileManager.default.createDirectory(at: sent, withIntermediateDirectories: true)
        func keep(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: sent.appending(path: name))
        }
        try keep(nasrin.raw, "wire-nasrin")
        try keep(JSONWriter.text(ready.json), "readyz")
        var stored = StoredSessions()
        let directory = house.folder
        _ = try StoredJournal.read(directory: directory) { stored.take($0) }
        let notices = stored.sessions.flatMap(\.deliveries).map(\.notice)
        #expect(notices.count == 2)
        for (number, notice) in notices.enumerated() {
            let body = notice.body(source: "/contact-broker", records: "records/")
            try keep(notice.id + "\n" + String(decoding: body, as: UTF8.self), "webhook-\(number)")
        }
        for (name, person, kind) in [
            ("copy-parents.html", "nasrin-sultana", "parents"),
            ("copy-nasrin.html", "nasrin-sultana", "subject"),
            ("copy-amina.html", "amina-sultana", "subject"),
        ] {
            let arguments = [
                "copy", directory, "--session", session, "--for", person, "--as", kind, "--asked",
                "2026-10-21", "--by", "Joanna Sable", "--to", sent.appending(path: name).path,
            ]
            #expect(LogCommand.run(arguments: arguments) == 0, "\(name)")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: sent.path) {
            let text = try String(contentsOf: sent.appending(path: name), encoding: .utf8)
            for trace in ["Okafor", "Uddin"] { #expect(!text.contains(trace), "\(trace): \(name)") }
            if !name.hasPrefix("copy-"), name != "wire-nasrin" {
                #expect(!text.contains("Larkspur"), "\(name)")
            }
        }
        if let folder {
            try FileManager.default.moveItem(at: sent, to: folder.appending(path: "sent"))
        }
    }
}
