import Foundation
import Testing

@testable import Broker

@Suite struct `policy check` {
    private func problems(_ change: (String) -> String = { $0 }) throws -> [String: [String]] {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
        let copy = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.copyItem(at: source, to: copy)
        let file = copy.appending(path: "20-safeguards.cedar")
        try change(try String(contentsOf: file, encoding: .utf8))
            .write(to: file, atomically: true, encoding: .utf8)
        let findings = try PolicyCheck.findings(folder: copy.path)
        return Dictionary(uniqueKeysWithValues: findings.map { ($0.title, $0.problems) })
    }

    @Test func `finds nothing to say against the shipped policies`() throws {
        let problems = try problems()
        #expect(problems.count == 4)
        #expect(problems.values.joined().map(\.self) == [])
    }

    @Test func `names a misspelt attribute, with its place`() throws {
        let problems = try problems {
            $0.replacingOccurrences(of: "resource.barred.", with: "resource.barrred.")
        }
        let problem = try #require(problems["strictly valid"]?.first)
        #expect(problem.contains("20-safeguards.cedar:"))
        #expect(problem.contains("There is no attribute `barrred`"))
    }

    @Test func `names a safeguard that does not say what it does`() throws {
        let problems = try problems {
            $0.replacingOccurrences(of: "@onViolation(\"hold\")", with: "@onViolation(\"shout\")")
        }
        #expect(problems["fit for people"]?.first?.contains("needs an @onViolation") == true)
        #expect(problems["keeps the floor"] == nil, "a set that is not fit is asked nothing")
    }

    @Test func `names what the floor would lose`() throws {
        let problems = try problems {
            $0.replacingOccurrences(of: "duration(\"4s\")", with: "duration(\"60s\")")
        }
        #expect(problems["keeps the floor"]?.count == 2)
    }
}
