import Casework
import Sessions

/// Each formula of section 6.4, in its order.
extension SessionStatistics {
    package var figures: [Figure] {
        [
            Figure(
                id: "offered",
                title: "Offered",
                formula: "sessions with at least one invitation sent",
                value: .count(sessions.count)
            ),
            Figure(
                id: "held",
                title: "Held",
                formula: "sessions with at least one minute together",
                value: .count(held.count)
            ),
            Figure(
                id: "held_rate",
                title: "Held rate",
                formula:
                    "held, of offered without those stopped by an order or by the child’s wish",
                value: .share(held.count, of: sessions.count(where: Self.isEligible))
            ),
            Figure(
                id: "authority_loss",
                title: "Lost by the authority",
                formula: "lost for staffing, interpreter or our technology, of offered",
                value: .share(
                    sessions.count { $0.loss?.isAuthoritysOwn == true },
                    of: sessions.count
                )
            ),
            noShows,
            latenessMiddle, latenessMost,
            duration, unsupervised, interpreters, interventions, incidents,
            Figure(
                id: "complaints",
                title: "Complaints",
                formula: "complaints, for each hundred offered",
                value: .notInLog("Not in this log: complaints are kept in the case system.")
            ),
            records(within: .oneDay, id: "records_24h", "Records within 24 hours"),
            records(
                within: .observationRecord,
                id: "records_5wd",
                "Records within 5 working days"
            ),
            copies, submitting, regularSupervisor, childsVoice, change,
        ]
    }

    private var noShows: Figure {
        let due = sessions.map { ($0, $0.adultsDue) }
        return Figure(
            id: "no_show_rate",
            title: "Adults who did not come",
            formula: "neither came nor told us, of adults who were due",
            value: .share(
                due.reduce(0) { sum, due in sum + due.1.count(where: due.0.isNoShow) },
                of: due.reduce(0) { $0 + $1.1.count }
            )
        )
    }

    /// Of adults of the family in held sessions, without those that the service began late.
    private var lateness: [Duration] {
        held.filter { !$0.isServiceLate }.flatMap { session in
            session.seats(.family).compactMap(session.history.lateness)
        }.sorted()
    }

    private var latenessMiddle: Figure {
        Figure(
            id: "lateness_median",
            title: "Lateness, the middle",
            formula: "median minutes late of adults in held sessions; service-caused left out",
            value: .time(lateness.median)
        )
    }

    private var latenessMost: Figure {
        Figure(
            id: "lateness_90th",
            title: "Lateness, nine in ten within",
            formula: "90th percentile (nearest rank) of the same",
            value: .time(lateness.percentile(90))
        )
    }

    private var duration: Figure {
        Figure(
            id: "duration_fulfilment",
            title: "Time together, of time planned",
            formula: "minutes together of minutes planned, over held sessions",
            value: .timeShare(
                held.reduce(.zero) { $0 + $1.history.live },
                of: held.reduce(.zero) { $0 + $1.plan.end.timeSince($1.plan.start) }
            )
        )
    }

    private var unsupervised: Figure {
        Figure(
            id: "unsupervised",
            title: "Time together without a supervisor",
            formula: "sum over all sessions; the target is none",
            value: .time(sessions.reduce(.zero) { $0 + $1.history.unsupervised })
        )
    }

    private var interpreters: Figure {
        let required = held.filter(\.plan.requiresInterpreter)
        let there = required.count { $0.history.isInterpreted }
        return Figure(
            id: "interpreter_fulfilment",
            title: "Interpreter there",
            formula:
                "there for at least 95% of the time together, of held sessions that need one",
            value: .share(there, of: required.count)
        )
    }

    private var interventions: Figure {
        Figure(
            id: "interventions",
            title: "Interventions by staff",
            formula: "pauses, removals and ends by a person, for each hour together",
            value: .hourly(
                held.reduce(0) { $0 + $1.history.interventions.count },
                held.reduce(.zero) { $0 + $1.history.live }
            )
        )
    }

    private var incidents: Figure {
        let count = sessions.reduce(0) { $0 + $1.incidents.count }
        return Figure(
            id: "incidents",
            title: "Incidents",
            formula: "incidents of offered sessions, for each hundred held",
            value: .perHundred(count, of: held.count)
        )
    }

    /// Of held sessions whose record is there or should be.
    private func records(within clock: EscalationClock, id: String, _ title: String) -> Figure {
        let due = held.map { ($0.history.signed?.at, calendar.due(clock, from: $0.history.over)) }
            .filter { $0.0 != nil || moment >= $0.1 }
        return Figure(
            id: id,
            title: title,
            formula: "records signed \(clock.words) of the end, of held sessions signed or due",
            value: .share(due.count { ($0.0 ?? moment) < $0.1 }, of: due.count)
        )
    }

    /// A copy is made by a person with a name, and that is in the log; how it was handed over is not.
    private var copies: Figure {
        let clock = EscalationClock.parentsCopy
        let due = held.map { ($0.parentsCopies.min(), calendar.due(clock, from: $0.history.over)) }
            .filter { $0.0 != nil || moment >= $0.1 }
        return Figure(
            id: "copies_10wd",
            title: "Parents’ copies within 10 working days",
            formula:
                "parents’ copies made \(clock.words) of the end, of held sessions copied or due",
            value: .share(due.count { ($0.0 ?? moment) < $0.1 }, of: due.count)
        )
    }

    private var submitting: Figure {
        let times = held.compactMap { session in
            session.history.signed.map { $0.at.timeSince(session.history.over) }
        }.sorted()
        return Figure(
            id: "minutes_to_record",
            title: "From the end to the signed record",
            formula: "median minutes, of held sessions with a signed record",
            value: .time(times.median)
        )
    }

    private var regularSupervisor: Figure {
        let regular = held.filter { session in
            session.caseload.plan.supervisors.first.map(session.supervisors.contains) ?? false
        }
        return Figure(
            id: "regular_supervisor",
            title: "With the plan’s own supervisor",
            formula: "held sessions that the plan’s first supervisor supervised, of held",
            value: .share(regular.count, of: held.count)
        )
    }

    private var childsVoice: Figure {
        Figure(
            id: "childs_voice",
            title: "The child was heard",
            formula: "held sessions with the child’s own words or check-in, of held",
            value: .share(held.count(where: \.hasChildsVoice), of: held.count)
        )
    }
}

extension SessionStatistics {
    private var change: Figure {
        let changes = held.compactMap { session in
            session.feeling(.before).flatMap { before in
                session.feeling(.after).map { $0.steps - before.steps }
            }
        }
        let hundredths = changes.isEmpty ? 0 : changes.reduce(0, +) * 100 / changes.count
        return Figure(
            id: "check_in_change",
            title: "How the child felt, after against before",
            formula: "mean of steps up or down, of held sessions with both check-ins",
            value: .change(hundredths: hundredths, of: changes.count)
        )
    }
}

extension CaseSession {
    /// Links opened by somebody else, and the like.
    var incidents: [SessionHistory.Mark] {
        events.compactMap { event, mark in
            if case .incident = event { mark } else { nil }
        }
    }
}

extension SessionHistory {
    /// For at least 95 % of the time together.
    var isInterpreted: Bool {
        interpreted.components.seconds &* 100 >= live.components.seconds &* 95
    }
}

extension [Duration] {
    /// Of a sorted list; between two in the middle, halfway.
    fileprivate var median: Duration? {
        guard let high = dropFirst(count / 2).first else { return nil }
        guard count.isMultiple(of: 2), let low = dropFirst(count / 2 - 1).first else { return high }
        return (low + high) / 2
    }

    /// Of a sorted list, by nearest rank.
    fileprivate func percentile(_ percent: Int) -> Duration? {
        dropFirst(Swift.max(0, (count * percent + 99) / 100 - 1)).first
    }
}
