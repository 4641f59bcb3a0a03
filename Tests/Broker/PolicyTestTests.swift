import Foundation
import Testing

@testable import Broker

@Suite struct `policy test` {
    private func copy(_ change: (URL) throws -> Void) throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: source, to: copy)
        try change(copy)
        return copy.path
    }

    private func replace(_ text: String, with new: String, in file: URL) throws {
        let old = try String(contentsOf: file, encoding: .utf8)
        try #require(old.contains(text))
        try old.replacingOccurrences(of: text, with: new)
            .write(to: file, atomically: true, encoding: .utf8)
    }

    @Test func `finds that every example of the shipped policies holds`() throws {
        let outcomes = try PolicyTest.outcomes(folder: copy { _ in })
        #expect(outcomes.count > 370)
        #expect(outcomes.filter { !$0.holds }.map(\.example.name) == [])
    }

    @Test func `names the examples that a changed policy breaks, with what decided instead`() throws
    {
        let folder = try copy {
            try replace(
                "duration(\"4s\")",
                with: "duration(\"5s\")",
                in: $0.appending(path: "20-safeguards.cedar")
            )
        }
        let outcomes = try PolicyTest.outcomes(folder: folder)
        let text = PolicyTestReport(outcomes: outcomes).text(all: false)
        #expect(outcomes.contains { !$0.holds })
        #expect(text.contains("4.001 seconds since the supervisor saw and heard"))
        #expect(text.contains("expected deny by supervisor-must-see-and-hear"))
        #expect(PolicyTest.run(arguments: [folder]) == 1)
    }

    @Test func `says which file and example it cannot read`() throws {
        let folder = try copy {
            try replace(
                "\"context\": \"door\"",
                with: "\"context\": \"nowhere\"",
                in: $0.appending(path: "tests/10-coming-in.json")
            )
        }
        #expect(throws: PolicyExamples.Failure.self) { try PolicyTest.outcomes(folder: folder) }
        #expect(PolicyTest.run(arguments: [folder]) == 3)
        #expect(PolicyTest.run(arguments: ["--what"]) == 2)
    }
}
