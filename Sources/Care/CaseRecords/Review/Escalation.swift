package import Casework
package import JSON
package import Sessions

/// A clock that runs in the lead's queue was set, or has run out: whoever must act is to be told (domain.md
/// section 6.3).
package struct Escalation: Sendable, Hashable {
    package enum Stage: String, Sendable, Hashable, CaseIterable { case set, ranOut }

    /// Who has to act, by their work; who that is in a case, the case system knows.
    package enum Addressee: String, Sendable, Hashable, CaseIterable {
        case socialWorker, supervisor, safeguardingLead
    }

    package let session: SessionID
    package let rule: ReviewRule
    /// Which of a session's findings by that rule, from 1; findings are never taken out of their order.
    package let number: Int
    package let stage: Stage
    package let addressees: [Addressee]
    /// The first moment at which it is too late.
    package let due: Timestamp
    /// When the clock was set, or ran out.
    package let at: Timestamp

    /// The same for the same clock and stage, whenever the queue is read.
    package var name: String { "\(rule.rawValue)-\(number)-\(stage.rawValue)" }
}

extension ReviewQueue {
    /// What people are to have been told by `moment`; what nobody waits for any more is no part of it.
    ///
    /// That a clock was set is told where somebody has a working day or less; that it ran out, of every clock.
    package func escalations(_ calendar: WorkingCalendar, at moment: Timestamp) -> [Escalation] {
        rows.filter(\.isOpen).flatMap { row in
            var numbers: [ReviewRule: Int] = [:]
            return row.findings.flatMap { finding -> [Escalation] in
                let rule = finding.rule
                numbers[rule, default: 0] += 1
                // Whom nobody can reach is told of by no notice: the row itself stands at the top of the queue.
                guard rule != .notDelivered, row.isWaiting(finding), finding.at <= moment else {
                    return []
                }
                let due = calendar.due(rule.clock, from: finding.at)
                var stages: [(Escalation.Stage, Timestamp)] = []
                if rule.clock.isShort { stages.append((.set, finding.at)) }
                if due <= moment { stages.append((.ranOut, due)) }
                return stages.map { stage, at in
                    Escalation(
                        session: row.session.id,
                        rule: rule,
                        number: numbers[rule] ?? 1,
                        stage: stage,
                        addressees: rule.addressees(stage),
                        due: due,
                        at: at
                    )
                }
            }
        }
    }
}

/// That people were told of a clock: an entry of the session's log.
package struct ToldClock: Sendable, Hashable {
    /// The escalation's name.
    package let name: String
    /// What the notice is known by; random, so that it tells nothing of the reason.
    package let key: String
    package let stage: Escalation.Stage
    package let addressees: [Escalation.Addressee]
    package let due: Timestamp
    /// When the clock was set, or ran out.
    package let at: Timestamp

    package init(_ escalation: Escalation, key: String) {
        name = escalation.name
        self.key = key
        stage = escalation.stage
        addressees = escalation.addressees
        due = escalation.due
        at = escalation.at
    }

    package var json: JSONValue {
        [
            "clock": .string(name), "notice": .string(key), "stage": .string(stage.rawValue),
            "for": .array(addressees.map { .string($0.rawValue) }),
            "due": .integer(due.milliseconds), "since": .integer(at.milliseconds),
        ]
    }

    /// Reads what `json` wrote; nil for anything else.
    package init?(json: JSONValue) {
        guard let name = json["clock"]?.string, let key = json["notice"]?.string,
            let stage = json["stage"]?.string.flatMap(Escalation.Stage.init(rawValue:)),
            let words = json["for"]?.array, let due = json["due"]?.integer,
            let at = json["since"]?.integer
        else { return nil }
        addressees = words.compactMap { $0.string.flatMap(Escalation.Addressee.init(rawValue:)) }
        guard addressees.count == words.count else { return nil }
        self.name = name
        self.key = key
        self.stage = stage
        self.due = Timestamp(milliseconds: due)
        self.at = Timestamp(milliseconds: at)
    }

    /// For the log's readers and the lead's page.
    ///
    /// For example "A clock was set: the safeguarding lead is to act by 10:00 on Wednesday 21 October 2026."
    package func sentence(in zone: CivilZone) -> String {
        let who = addressees.map(\.words).joined(separator: " and ")
        let verb = addressees.count == 1 ? "is" : "are"
        return switch stage {
        case .set: "A clock was set: \(who) \(verb) to act by \(due.deadline(in: zone))."
        case .ranOut:
            "A clock ran out: \(who) \(addressees.count == 1 ? "was" : "were") to act by \(due.deadline(in: zone))."
        }
    }
}

extension Escalation.Addressee {
    package var words: String {
        switch self {
        case .socialWorker: "the child’s social worker"
        case .supervisor: "the supervisor"
        case .safeguardingLead: "the safeguarding lead"
        }
    }
}

extension EscalationClock {
    /// A working day or less.
    fileprivate var isShort: Bool {
        switch self {
        case .atOnce, .elapsed, .sameDay, .nextDay: true
        case .workingDays(let count): count <= 1
        case .months: false
        }
    }
}

extension ReviewRule {
    fileprivate func addressees(_ stage: Escalation.Stage) -> [Escalation.Addressee] {
        switch self {
        case .harm, .notBrought: [.socialWorker, .safeguardingLead]
        case .missedSession: [.socialWorker]
        case .missingRecord, .addendumAsked:
            stage == .set ? [.supervisor] : [.supervisor, .safeguardingLead]
        case .unsupervised, .childAlert, .incident, .concern, .supervisorLapse, .childStop,
            .removal, .hold, .earlyEnd, .interpreterMissing, .outsideHours, .missingNotes,
            .lateRecord, .notDelivered, .checkInFalling, .identicalWords, .latenessPattern,
            .missedPattern, .interventionsRising, .childNotHeard, .newSupervisor, .sample,
            .allegation, .secondReader, .emergencyReading:
            [.safeguardingLead]
        }
    }
}
