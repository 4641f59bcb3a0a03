import Cedar
import Foundation
import JSON
import Safeguards

/// `policy check`: what can be said of a set of policies before anybody asks it: whether it can be read, is
/// strictly valid, is fit for people, and keeps the floor.
package enum PolicyCheck {
    /// One of the things looked at; it holds if there is no problem.
    struct Finding {
        let title: String
        var problems: [String] = []
        /// Worth a look, and no reason to refuse.
        var remarks: [String] = []
    }

    /// - Parameter arguments: those behind `policy check`.
    /// - Returns: 0 if the set may be obeyed, 1 if not, 2 for wrong arguments, 3 if it could not be read.
    package static func run(arguments: [String]) -> Int32 {
        let words = arguments.filter { $0.hasPrefix("-") }
        let folders = arguments.filter { !$0.hasPrefix("-") }
        guard folders.count <= 1, words.allSatisfy({ $0 == "--json" }) else {
            complain(usage)
            return 2
        }
        do throws(PolicyFolder.Failure) {
            let findings = try findings(folder: folders.first ?? "Policies")
            print(words.isEmpty ? text(findings) : JSONWriter.text(json(findings)))
            return findings.allSatisfy(\.problems.isEmpty) ? 0 : 1
        } catch {
            complain(error.description)
        }
        return 3
    }

    static func findings(folder: String) throws(PolicyFolder.Failure) -> [Finding] {
        let contents = try PolicyFolder.contents(at: folder)
        var read = Finding(title: "can be read")
        let policies: PolicySet
        let schema: Schema
        do throws(CedarError) {
            policies = try PolicySet.parse(contents.all, idsFromAnnotations: true)
            schema = try Schema.parse(contents.schema.text, file: contents.schema.name)
        } catch {
            read.problems.append(error.description)
            return [read]
        }
        var strict = Finding(title: "strictly valid")
        let verdict = Validator(schema: schema).validate(policies)
        strict.problems = verdict.errors.map(\.description)
        strict.remarks = verdict.warnings.map(\.description)
        let findings = [read, strict, annotations(of: policies)]
        guard findings.allSatisfy(\.problems.isEmpty) else { return findings }
        var floor = Finding(title: "keeps the floor")
        do throws(CedarError) {
            let book = try contents.book(fingerprint: nil)
            floor.problems = book.allowedCanaries.map { "allows \($0.sentence)" }
        } catch {
            floor.problems.append(error.description)
        }
        return findings + [floor]
    }

    /// Sentences for people on every policy, and on safeguards what happens when one begins to apply.
    private static func annotations(of policies: PolicySet) -> Finding {
        var finding = Finding(title: "fit for people")
        for policy in policies.policies + policies.templates {
            let at = "\(policy.file):\(policy.position): `\(policy.id)`"
            if policy.annotations["reason"]?.isEmpty != false {
                finding.problems.append("\(at) has no @reason: a sentence for people.")
            }
            let violation = policy.annotations["onViolation"]
            switch policy.effect {
            case .permit where violation != nil:
                finding.problems.append("\(at) permits, so @onViolation means nothing.")
            case .forbid where violation.flatMap(ViolationEffect.init(rawValue:)) == nil:
                let all = ViolationEffect.allCases.map(\.rawValue).joined(separator: ", ")
                finding.problems.append("\(at) needs an @onViolation, one of \(all).")
            case .permit, .forbid: break
            }
        }
        return finding
    }

    private static func text(_ findings: [Finding]) -> String {
        var lines: [String] = []
        for finding in findings {
            lines.append("\(finding.problems.isEmpty ? "ok    " : "FAILED") \(finding.title)")
            lines += finding.problems.map { "         \($0)" }
            lines += finding.remarks.map { "         note: \($0)" }
        }
        let isGood = findings.allSatisfy(\.problems.isEmpty)
        lines.append(isGood ? "This set may be obeyed." : "No broker starts with this set.")
        return lines.joined(separator: "\n")
    }

    private static func json(_ findings: [Finding]) -> JSONValue {
        .array(
            findings.map { finding in
                [
                    "check": .string(finding.title), "holds": .bool(finding.problems.isEmpty),
                    "problems": .array(finding.problems.map(JSONValue.string)),
                    "remarks": .array(finding.remarks.map(JSONValue.string)),
                ]
            }
        )
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker policy check [DIR] [--json]

        DIR is a folder of policies; Policies if none is given.
        """
}
