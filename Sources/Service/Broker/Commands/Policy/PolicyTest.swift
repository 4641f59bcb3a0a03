import Cedar
import Foundation
import JSON
import Safeguards

/// `policy test`: holds a folder of policies against its own examples: the decision, and exactly the policies
/// that determine it.
package enum PolicyTest {
    /// What came of one example.
    struct Outcome {
        let example: PolicyExamples.Example
        let decision: Response.Decision
        let reasons: [String]
        /// Policies that erred, and why.
        let errors: [String]

        var holds: Bool {
            decision == example.decision && reasons == example.reasons && errors.isEmpty
        }
    }

    private enum Failure: Error {
        case usage
        case input(String)
    }

    /// - Parameter arguments: those behind `policy test`.
    /// - Returns: 0 if every example holds, 1 if one does not, 2 for wrong arguments, 3 if something could not
    ///   be read.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let words = Set(arguments.filter { $0.hasPrefix("-") })
            let folders = arguments.filter { !$0.hasPrefix("-") }
            guard folders.count <= 1, words.isSubset(of: ["--json", "--all"]) else { throw .usage }
            let outcomes: [Outcome]
            do { outcomes = try Self.outcomes(folder: folders.first ?? "Policies") } catch {
                throw .input("\(error)")
            }
            let report = PolicyTestReport(outcomes: outcomes)
            print(
                words.contains("--json")
                    ? JSONWriter.text(report.json) : report.text(all: words.contains("--all"))
            )
            return outcomes.allSatisfy(\.holds) ? 0 : 1
        } catch {
            switch error {
            case .usage:
                complain(usage)
                return 2
            case .input(let sentence):
                complain(sentence)
                return 3
            }
        }
    }

    /// The base's examples, of the base alone; an authority's own in `local/tests`, of both together.
    static func outcomes(folder: String) throws -> [Outcome] {
        let contents = try PolicyFolder.contents(at: folder)
        let schema = try Schema.parse(contents.schema.text, file: contents.schema.name)
        let base = try outcomes(
            of: PolicyExamples(folder: folder),
            contents.base,
            schema,
            contents.standard
        )
        let own = folder + "/local/tests"
        guard FileManager.default.fileExists(atPath: own) else { return base }
        return try base
            + outcomes(
                of: PolicyExamples(folder: folder, own: own),
                contents.all,
                schema,
                contents.limits
            )
    }

    private static func outcomes(
        of examples: PolicyExamples,
        _ files: [PolicySet.File],
        _ schema: Schema,
        _ limits: PolicyLimits
    ) throws -> [Outcome] {
        let policies = try PolicySet.parse(files, idsFromAnnotations: true)
        return try examples.examples.map { example in
            let response = try examples.response(to: example, policies, schema, limits)
            return Outcome(
                example: example,
                decision: response.decision,
                reasons: response.reasons.sorted(),
                errors: response.errors.map { "\($0.policyID): \($0.error)" }
            )
        }
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker policy test [DIR] [--all] [--json]

        DIR is a folder of policies with tests/ in it; Policies if none is given. --all shows every
        example, not only those that do not hold.
        """
}
