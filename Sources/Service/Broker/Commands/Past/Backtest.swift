import CaseRecords
import Casework
import Safeguards
import Sessions

/// Past sessions decided again under other policies, on the same facts.
///
/// What the log decided is asked again; and what lets a session go on, which is in the log only where it
/// lapsed, is asked at every entry and every half minute of an open session. After the first difference
/// the session would have gone another way; what follows is told as it was.
struct Backtest {
    struct Difference {
        enum Kind: String {
            case refused, allowed, held, removed, ended, notHeld
        }

        let session: PastSession
        let at: Timestamp
        let kind: Kind
        let question: PolicyQuestion
        let verdict: Verdict
    }

    private(set) var sessions = 0
    /// Questions asked under both sets.
    private(set) var asked = 0
    /// Decisions in the log that today's policies do not come to again on what the log tells.
    private(set) var notRepeated = 0
    private(set) var differences: [Difference] = []

    private let current: PolicyBook
    private let changed: PolicyBook

    init(_ past: [PastSession], current: PolicyBook, changed: PolicyBook) {
        self.current = current
        self.changed = changed
        for session in past {
            sessions += 1
            var told: Set<Told> = []
            for place in session.entries.indices {
                askAgain(session, place)
                let until = session.time(of: place + 1)
                var moment = session.time(of: place)
                repeat {
                    stand(session, place + 1, moment, &told)
                    moment = moment.advanced(by: Self.step)
                } while moment < until && place + 1 < session.entries.count
            }
        }
    }

    /// A decision of the log.
    private mutating func askAgain(_ session: PastSession, _ place: Int) {
        guard case .decision(let logged) = session.entries[place].entry,
            !Self.isStanding(logged.action), let question = session.question(of: logged)
        else { return }
        let facts = session.facts(before: place)
        asked += 1
        guard current.decide(question, on: facts).isAllowed == logged.isAllowed else {
            notRepeated += 1
            return
        }
        let verdict = changed.decide(question, on: facts)
        guard verdict.isAllowed != logged.isAllowed else { return }
        differences.append(
            Difference(
                session: session,
                at: session.time(of: place),
                kind: verdict.isAllowed ? .allowed : .refused,
                question: question,
                verdict: verdict
            )
        )
    }

    /// What would lapse once is told once.
    private struct Told: Hashable {
        let question: PolicyQuestion
        let policies: [DecidingPolicy]
    }

    private mutating func stand(
        _ session: PastSession,
        _ place: Int,
        _ moment: Timestamp,
        _ told: inout Set<Told>
    ) {
        let facts = session.facts(before: place, at: moment)
        guard facts.state.phase.isOpen else { return }
        let questions =
            [PolicyQuestion(.continueSession)]
            + facts.state.present.map { PolicyQuestion(.remain, subject: $0) }
        for question in questions {
            asked += 1
            let before = current.decide(question, on: facts)
            let after = changed.decide(question, on: facts)
            guard before.isAllowed != after.isAllowed,
                let kind = Self.kind(question, before, after, facts.state.phase),
                told.insert(Told(question: question, policies: after.policies)).inserted
            else { continue }
            differences.append(
                Difference(
                    session: session,
                    at: moment,
                    kind: kind,
                    question: question,
                    verdict: after.isAllowed ? before : after
                )
            )
        }
    }

    /// What becomes of the session where an obligation lapses; nil where nothing does.
    private static func kind(
        _ question: PolicyQuestion,
        _ before: Verdict,
        _ after: Verdict,
        _ phase: Phase
    ) -> Difference.Kind? {
        if after.isAllowed { return .notHeld }
        switch after.effect {
        case .end: return .ended
        case .remove where question.subject != nil: return .removed
        case .remove, .hold, .refuse, .stopMedia:
            return phase == .live ? .held : nil
        }
    }

    private static func isStanding(_ action: String) -> Bool {
        [GuardedAction.continueSession, .remain].map(\.rawValue).contains(action)
    }

    private static let step = Duration.seconds(30)
}
