import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Safeguards
import Sessions

/// `policy backtest`: what a changed set of policies would have done to past sessions.
package enum PolicyBacktest {
    private enum Failure: Error {
        case usage
        case input(String)
    }

    /// - Parameter arguments: those behind `policy backtest`.
    /// - Returns: 0 if nothing would have gone another way, 1 if something would, 2 for wrong arguments, 3 if
    ///   something could not be read.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let options: PolicyArguments
            do throws(LogCommand.Failure) {
                options = try PolicyArguments(
                    arguments,
                    values: ["--since", "--with", "--policies"]
                )
            } catch { throw .usage }
            guard let since = options["--since"].flatMap({ CivilDate(text: $0) }),
                let folder = options["--with"]
            else { throw .usage }
            let past: PastSessions
            do throws(JournalError) {
                past = try PastSessions(directory: options.directory, for: "policy backtest")
            } catch {
                throw .input("\(options.directory): \(error)")
            }
            let current = try book(options["--policies"] ?? "Policies")
            let changed = try book(folder)
            let sessions = past.sessions.filter {
                $0.plan.zone.civilDate(at: $0.plan.start) >= since
            }
            let backtest = Backtest(sessions, current: current, changed: changed)
            print(options.isJSON ? JSONWriter.text(backtest.json) : backtest.text(since: since))
            return backtest.differences.isEmpty ? 0 : 1
        } catch {
            let (sentence, status): (String, Int32) =
                switch error {
                case .usage: (usage, 2)
                case .input(let sentence): (sentence, 3)
                }
            FileHandle.standardError.write(Data("\(sentence)\n".utf8))
            return status
        }
    }

    private static func book(_ folder: String) throws(Failure) -> PolicyBook {
        do throws(PolicyFolder.Failure) {
            return try PolicyFolder.book(at: folder)
        } catch {
            throw .input(error.description)
        }
    }

    private static let usage = """
        usage: contact-broker policy backtest DIR --since DAY --with DIR [--policies DIR] [--json]

        The first DIR is a data directory, the second holds the changed policies; --policies is the folder they
        are compared with, Policies if none is given. A DAY is written as 2026-10-20.
        """
}

extension Backtest {
    func text(since: CivilDate) -> String { "Since \(since.text): \(text)" }

    var text: String {
        var lines = [
            "\(sessions) \(sessions == 1 ? "session" : "sessions"), \(asked) questions asked again under both sets."
        ]
        if notRepeated > 0 {
            lines.append(
                notRepeated == 1
                    ? "1 decision rested on what the log does not hold, and is left out."
                    : "\(notRepeated) decisions rested on what the log does not hold, and are left out."
            )
        }
        var last = ""
        for difference in differences {
            let plan = difference.session.plan
            if plan.session.text != last {
                last = plan.session.text
                lines += ["", "\(last), \(plan.zone.day(plan.start))"]
            }
            lines.append("  \(plan.zone.clockWithSeconds(difference.at))  \(difference.words)")
            for policy in difference.verdict.policies {
                lines.append("            \(policy.reason) (\(policy.id))")
            }
            lines += difference.verdict.errors.map { "            \($0)" }
        }
        lines += ["", summary]
        return lines.joined(separator: "\n")
    }

    private var summary: String {
        guard !differences.isEmpty else { return "Nothing would have gone another way." }
        let kinds: [Difference.Kind] = [.refused, .held, .removed, .ended, .allowed, .notHeld]
        let parts = kinds.compactMap { kind in
            let count = differences.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.words)"
        }
        return "In all: \(parts.joined(separator: ", ")). Everything else stays as it was."
    }

    var json: JSONValue {
        [
            "sessions": .integer(Int64(sessions)), "asked": .integer(Int64(asked)),
            "notRepeated": .integer(Int64(notRepeated)),
            "differences": .array(
                differences.map {
                    [
                        "session": .string($0.session.plan.session.text),
                        "time": .integer($0.at.milliseconds), "would": .string($0.kind.rawValue),
                        "action": .string($0.question.action.rawValue),
                        "seat": $0.question.subject.map { .string($0.text) } ?? .null,
                        "policies": .array($0.verdict.policies.map { .string($0.id) }),
                        "errors": .array($0.verdict.errors.map(JSONValue.string)),
                    ]
                }
            ),
        ]
    }
}

extension Backtest.Difference {
    var words: String {
        let who = session.name(question.subject)
        let action = question.action.rawValue
        return switch kind {
        case .refused: "would have been refused: \(action), \(who)"
        case .allowed: "would have been allowed: \(action), \(who)"
        case .held: "would have been held: \(who)"
        case .removed: "would have been removed: \(who)"
        case .ended: "would have been ended: \(who)"
        case .notHeld: "would not have been stopped: \(who)"
        }
    }
}

extension Backtest.Difference.Kind {
    fileprivate var words: String {
        switch self {
        case .refused: "refused"
        case .allowed: "allowed that was refused"
        case .held: "held"
        case .removed: "removed"
        case .ended: "ended"
        case .notHeld: "not stopped that was"
        }
    }
}
