import Cedar
import JSON

/// What `policy test` found, for a lead to read and for machines.
struct PolicyTestReport {
    let outcomes: [PolicyTest.Outcome]

    func text(all: Bool) -> String {
        var lines: [String] = []
        for file in files {
            let own = outcomes.filter { $0.example.file == file }
            let good = own.count { $0.holds }
            let mark = good == own.count ? "ok    " : "FAILED"
            lines.append("\(mark) \(file): \(good) of \(own.count) examples")
            for outcome in own where all || !outcome.holds { lines += words(outcome) }
        }
        let good = outcomes.count { $0.holds }
        let failed = outcomes.count - good
        lines.append(
            failed == 0
                ? "All \(good) examples hold."
                : "\(failed) of \(outcomes.count) examples do not hold."
        )
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        .array(
            outcomes.map { outcome in
                [
                    "file": .string(outcome.example.file), "name": .string(outcome.example.name),
                    "holds": .bool(outcome.holds),
                    "expected": words(outcome.example.decision, outcome.example.reasons),
                    "found": words(outcome.decision, outcome.reasons),
                    "errors": .array(outcome.errors.map(JSONValue.string)),
                ]
            }
        )
    }

    private var files: [String] { Set(outcomes.map(\.example.file)).sorted() }

    private func words(_ outcome: PolicyTest.Outcome) -> [String] {
        let found = "\(outcome.decision.rawValue) by \(list(outcome.reasons))"
        guard !outcome.holds else { return ["         \(outcome.example.name): \(found)"] }
        let expected = "\(outcome.example.decision.rawValue) by \(list(outcome.example.reasons))"
        return [
            "         \(outcome.example.name)", "           expected \(expected)",
            "           found    \(found)",
        ]
            + outcome.errors.map { "           error    \($0)" }
    }

    private func list(_ ids: [String]) -> String {
        ids.isEmpty ? "no policy" : ids.joined(separator: ", ")
    }

    private func words(_ decision: Response.Decision, _ ids: [String]) -> JSONValue {
        ["decision": .string(decision.rawValue), "reason": .array(ids.map(JSONValue.string))]
    }
}
