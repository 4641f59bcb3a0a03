import Foundation
import Testing

/// The hazard log names what shows each control: all of that has to be there.
@Suite struct `The hazard log` {
    @Test func `has at least fifteen hazards, each shown by something`() throws {
        let rows = try Hazard.all()
        #expect(rows.count >= 15)
        for row in rows { #expect(!row.evidence.isEmpty, "\(row.name)") }
        #expect(Set(rows.map(\.name)).count == rows.count)
    }

    @Test func `names only tests, scenes and policies that exist`() throws {
        let known = try Evidence()
        for row in try Hazard.all() {
            for name in row.evidence where !known.has(name) {
                Issue.record("\(row.name): there is no “\(name)”")
            }
        }
        #expect(!known.has("a test that nobody has written"))
        #expect(!known.has("run.py nowhere") && !known.has("harness.py nowhere"))
    }
}

private struct Hazard {
    let name: String
    let evidence: [String]

    static func all() throws -> [Hazard] {
        try Repository.text("Policies/Assurance.md").split(separator: "\n")
            .filter { $0.hasPrefix("| H") && !$0.hasPrefix("| Hazard") }
            .map { line in
                let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                let pieces =
                    cells.dropLast().last?
                    .split(separator: "`", omittingEmptySubsequences: false) ?? []
                let spans = pieces.enumerated().filter { !$0.offset.isMultiple(of: 2) }
                return Hazard(
                    name: cells.dropFirst().first?.trimmingCharacters(in: .whitespaces) ?? "",
                    evidence: spans.map { String($0.element) }
                )
            }
    }
}

/// Everything that the hazard log may name.
private struct Evidence {
    private let tests: String
    private let scenarios: String
    private let scenes: String
    private let policies: String

    init() throws {
        let paths = try Repository.paths.get()
        func joined(_ matches: (String) -> Bool) throws -> String {
            try paths.filter(matches).map(Repository.text).joined(separator: "\n")
        }
        tests = try joined {
            $0.hasPrefix("Tests/") && $0.hasSuffix(".swift")
                && !$0.hasSuffix("AssuranceTests.swift")
        }
        scenarios = try joined { $0 == "Tests/EndToEnd/run.py" }
        scenes = try joined { $0.hasPrefix("Tests/WebClient/") && $0.hasSuffix(".py") }
        policies = try joined { $0.hasPrefix("Policies/") && $0.hasSuffix(".cedar") }
    }

    func has(_ name: String) -> Bool {
        if let scenario = name.removing("run.py ") {
            return scenarios.contains("\"\(scenario)\": ")
        }
        if let scene = name.removing("harness.py ") { return scenes.contains("\"\(scene)\": ") }
        return tests.contains("func `\(name)`") || policies.contains("@id(\"\(name)\")")
    }
}

extension String {
    fileprivate func removing(_ prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
