import CaseRecords
import Casework
import Cedar
import JSON
import Safeguards
import Sessions

/// Why a question has the answer it has: the sentences, the policies, the facts and how old they are.
struct Explanation {
    struct Fact {
        let path: AttributePath
        let words: String
        /// How long it had been so; nil if the log begins with it.
        let age: Duration?
    }

    let session: PastSession
    let place: Int
    let question: PolicyQuestion
    let verdict: Verdict
    let facts: [Fact]
    /// Where each policy behind the verdict stands.
    let places: [String: String]
    /// What the log says was decided; nil if what is asked was not asked then.
    let logged: DecisionEntry?

    init(_ session: PastSession, _ place: Int, _ question: PolicyQuestion, _ book: PolicyBook) {
        self.session = session
        self.place = place
        self.question = question
        let now = session.facts(before: place)
        let verdict = book.decide(question, on: now)
        self.verdict = verdict
        let paths = book.paths(behind: verdict, of: question, on: now)
        let history = History(session, place, question, paths, book)
        let words = FactWords(session)
        facts = zip(paths.indices, paths).map { index, path in
            Fact(
                path: path,
                words: words.words(for: history.current[index]),
                age: history.age(of: index)
            )
        }
        var places: [String: String] = [:]
        for policy in verdict.policies { places[policy.id] = book.place(of: policy.id) }
        self.places = places
        logged = Self.logged(session, place, question)
    }

    private static func logged(
        _ session: PastSession,
        _ place: Int,
        _ question: PolicyQuestion
    ) -> DecisionEntry? {
        guard place < session.entries.count,
            case .decision(let decision) = session.entries[place].entry,
            decision.action == question.action.rawValue, decision.subject == question.subject
        else { return nil }
        return decision
    }
}

/// The values of some facts, back to the log's beginning.
private struct History {
    let current: [Value?]
    private let since: [Timestamp?]
    private let now: Timestamp

    init(
        _ session: PastSession,
        _ place: Int,
        _ question: PolicyQuestion,
        _ paths: [AttributePath],
        _ book: PolicyBook
    ) {
        let current = book.values(at: paths, of: question, on: session.facts(before: place))
        var since: [Timestamp?] = paths.map { _ in nil }
        var unchanged = Set(paths.indices)
        for earlier in stride(from: place - 1, through: 0, by: -1) where !unchanged.isEmpty {
            let values = book.values(
                at: paths,
                of: question,
                on: session.facts(before: earlier, at: session.time(of: earlier))
            )
            for index in unchanged where values[index] != current[index] {
                // The entry at `earlier` came between the two.
                since[index] = session.time(of: earlier)
                unchanged.remove(index)
            }
        }
        self.current = current
        self.since = since
        now = session.time(of: place)
    }

    func age(of index: Int) -> Duration? { since[index].map { now.timeSince($0) } }
}

extension Explanation {
    var text: String {
        var lines = [heading, "\(asked) \(verdict.isAllowed ? "Yes." : "No.")", ""]
        for policy in verdict.policies {
            lines.append("  \(policy.reason)")
            lines.append("    \(policy.id), \(places[policy.id] ?? "")")
        }
        lines += verdict.errors.map { "  It could not be decided, and so it is refused: \($0)" }
        if verdict.policies.isEmpty, verdict.errors.isEmpty {
            lines.append("  No policy allows it.")
        }
        if !facts.isEmpty { lines += ["", "It rests on:"] }
        let width = facts.map(\.path.description.count).max() ?? 0
        for fact in facts {
            let name = fact.path.description
            let padding = String(repeating: " ", count: width - name.count)
            lines.append("  \(name)\(padding)  \(fact.words)  (\(Self.words(fact.age)))")
        }
        if let logged { lines += ["", sentence(on: logged)] }
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        [
            "session": .string(session.plan.session.text),
            "time": .integer(session.time(of: place).milliseconds),
            "phase": .string(session.state(before: place).phase.rawValue),
            "action": .string(question.action.rawValue),
            "seat": question.subject.map { .string($0.text) } ?? .null,
            "decision": .string(verdict.isAllowed ? "allowed" : "refused"),
            "policies": .array(
                verdict.policies.map {
                    [
                        "id": .string($0.id), "reason": .string($0.reason),
                        "place": places[$0.id].map(JSONValue.string) ?? .null,
                    ]
                }
            ),
            "errors": .array(verdict.errors.map(JSONValue.string)),
            "facts": .array(
                facts.map {
                    [
                        "path": .string($0.path.description), "value": .string($0.words),
                        "age_ms": $0.age.map { .integer($0.wholeMilliseconds) } ?? .null,
                    ]
                }
            ),
            "policySet": verdict.policySet.map(JSONValue.string) ?? .null,
            "logged": logged.map { .string($0.isAllowed ? "allowed" : "refused") } ?? .null,
            "loggedPolicySet": (logged?.policySet).map(JSONValue.string) ?? .null,
        ]
    }

    private var heading: String {
        let (zone, time) = (session.plan.zone, session.time(of: place))
        let phase = session.state(before: place).phase.rawValue
        return
            "\(session.plan.session.text), \(zone.day(time)), \(zone.clockWithSeconds(time)): \(phase)."
    }

    private var asked: String {
        if question.action == .schedule { return "May the session be held as it is planned?" }
        return question.subject == nil
            ? "May the session go on?"
            : "\(question.action.rawValue), \(session.name(question.subject)): allowed?"
    }

    private func sentence(on logged: DecisionEntry) -> String {
        let same = logged.isAllowed == verdict.isAllowed
        let then = logged.isAllowed ? "allowed" : "refused"
        let set =
            logged.policySet == nil || logged.policySet == verdict.policySet
            ? "" : " The policies have changed since."
        return same
            ? "The log says the same: \(then).\(set)"
            : "The log says otherwise: \(then), by \(logged.policies.joined(separator: ", ")).\(set)"
    }

    private static func words(_ age: Duration?) -> String {
        guard let age else { return "as long as the log goes back" }
        let seconds = age.components.seconds
        if seconds < 1 { return "just now" }
        if seconds < 120 { return "for \(seconds) s" }
        if seconds < 7200 { return "for \(seconds / 60) min" }
        return "for \(seconds / 3600) h"
    }
}
