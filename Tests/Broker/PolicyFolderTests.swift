@testable import Broker
import Foundation
import Testing
import Safeguards

@Suite struct `The policies on the disk` {
    private func folder(_ change: (URL) throws -> Void) throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-policies-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: copy)
        try change(copy)
        return copy.path
    }

    @Test func `are read as they stand in the repository`() throws {
        let path = try folder { _ in }
        let texts = try ["10-permits.cedar", "20-safeguards.cedar"].map {
            try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8)
        }
        let ids = texts.map { $0.components(separatedBy: "@id(").count - 1 }.reduce(0, +)
        #expect(try PolicyFolder.book(at: path).count == ids)
    }

    @Test func `that do not parse stop the start, with file, line, column and a sentence`() throws {
        let path = try folder {
            try "permit (principal, action, resource)\nwhen { true && };\n"
                .write(to: $0.appending(path: "30-local.cedar"), atomically: true, encoding: .utf8)
        }
        let error = #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        let text = try #require(error).description
        #expect(text.hasPrefix("\(path)/30-local.cedar:2:16: "), "\(text)")
        #expect(text.hasSuffix("."))
    }

    @Test func `that allow what none may allow stop the start, and it says what that is`() throws {
        let path = try folder {
            let file = $0.appending(path: "20-safeguards.cedar")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacingOccurrences(of: "duration(\"4s\")", with: "duration(\"40s\")")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        let error = #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        let text = try #require(error).description
        #expect(
            text.hasPrefix("The policies allow what none may allow: going on when no "),
            "\(text)"
        )
    }

    @Test func `without an id or a reason stop the start`() throws {
        for text in [
            "@reason(\"Because.\") permit (principal, action, resource);",
            "@id(\"local\") permit (principal, action, resource);",
        ] {
            let path = try folder {
                try text.write(
                    to: $0.appending(path: "30-local.cedar"),
                    atomically: true,
                    encoding: .utf8
                )
            }
            #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        }
    }

    @Test func `that are missing stop the start`() throws {
        #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: "/nowhere") }
        let path = try folder {
            try FileManager.default.removeItem(at: $0.appending(path: "schema.cedarschema"))
        }
        #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
    }

    // MARK: An authority's own

    private func local(_ files: [String: String]) throws -> String {
        try folder {
            let own = $0.appending(path: "local")
            try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
            for (name, text) in files {
                try text.write(to: own.appending(path: name), atomically: true, encoding: .utf8)
            }
        }
    }

    private static let noEvenings = """
        @id("no-evenings")
        @reason("Here sessions with a child end by six.")
        @familyReason("The session has finished for now. We will tell you what happens next.")
        @onViolation("end")
        forbid (principal, action == Action::"continueSession", resource)
        when { !resource.children.isEmpty() && context.clock.localMinute >= 1080 };
        """

    @Test func `of an authority add to the base, and make another set of it`() throws {
        let base = try PolicyFolder.book(at: folder { _ in })
        let book = try PolicyFolder.book(at: local(["10-evenings.cedar": Self.noEvenings]))
        #expect(book.count == base.count + 1)
        #expect(book.fingerprint != base.fingerprint)
        let hours = try PolicyFolder.book(
            at: local(["limits.json": #"{"childrenUntil": "18:00"}"#])
        )
        #expect(hours.limits.text(.childrenUntil) == "18:00")
        #expect(hours.limits.text(.childrenFrom) == "07:30")
        #expect(hours.count == base.count && hours.fingerprint != base.fingerprint)
    }

    @Test(arguments: [
        (
            "wider.cedar",
            "@id(\"wider\") @reason(\"All.\")\npermit (principal, action, resource);",
            "wider.cedar:1:1: `wider` permits. A policy of an authority's own may only forbid."
        ),
        (
            "mine.cedar", noEvenings.replacing("no-evenings", with: "childrens-hours"),
            "childrens-hours"
        ),
        (
            "limits.json", #"{"overrun": "20m"}"#,
            "limits.json: `overrun` is 10m and may be shorter than that; 20m would loosen the rule "
                + "`not-after-window`."
        ),
        ("limits.json", #"{"overrun": 20}"#, "`overrun` is a span such as 15m, and not 20."),
        ("limits.json", #"["overrun"]"#, "limits.json: The file is not an object"),
        ("limits.json", "{", "limits.json: The file is not JSON"),
    ])
    func `of an authority that would loosen the base stop the start, with the rule's id`(
        file: String,
        text: String,
        sentence: String
    ) throws {
        let path = try local([file: text])
        let error = #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        let said = try #require(error).description
        #expect(said.contains("local/") && said.contains(sentence), "\(said)")
    }

    @Test func `of an authority bring their own examples, asked of both together`() throws {
        let example = """
            [{"name": "ten past six", "principal": "Broker::broker", "action": "continueSession",
              "resource": "Session::kites-live", "context": "live", "with": {"clock.localMinute": 1090},
              "decision": "deny", "reason": ["no-evenings"]}]
            """
        let path = try local(["10-evenings.cedar": Self.noEvenings])
        let tests = URL(filePath: path).appending(path: "local/tests")
        try FileManager.default.createDirectory(at: tests, withIntermediateDirectories: true)
        try example.write(
            to: tests.appending(path: "evenings.json"),
            atomically: true,
            encoding: .utf8
        )
        let outcomes = try PolicyTest.outcomes(folder: path)
        #expect(outcomes.last?.example.name == "ten past six")
        #expect(outcomes.filter { !$0.holds }.map(\.example.name) == [])
    }
}
