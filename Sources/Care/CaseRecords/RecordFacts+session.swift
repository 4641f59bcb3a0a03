import Casework
import JSON
import Sessions

/// What happened, from the log.
extension RecordFacts {
    var outcome: RecordFact {
        guard let outcome = history.outcome else {
            return RecordFact("The session has not ended.")
        }
        let entries = [history.wentLive?.sequence, history.ended?.mark.sequence].compactMap(\.self)
        return RecordFact(outcome.words, entries: entries, data: .string(outcome.rawValue))
    }

    /// Neutral about who ended it: that is field 42 or field 48, which a copy may leave out.
    var actualTimes: RecordFact {
        guard let start = history.wentLive else {
            return RecordFact("The session did not begin.")
        }
        var lines = [
            RecordFact.Line(
                "Started \(clock(start)), everybody together",
                entries: [start.sequence]
            )
        ]
        var data = JSONObject()
        data.insert(.integer(start.at.milliseconds), at: "start")
        if let end = history.ended?.mark {
            lines.append(RecordFact.Line("Ended \(clock(end))", entries: [end.sequence]))
            data.insert(.integer(end.at.milliseconds), at: "end")
        }
        return RecordFact(lines, data: .object(data))
    }

    var minutes: RecordFact {
        let marks = [history.wentLive, history.ended?.mark].compactMap(\.self)
        let pauses = history.holds.flatMap {
            [$0.begin.sequence, $0.end?.sequence].compactMap(\.self)
        }
        let data: JSONValue = [
            "live": .integer(history.live.components.seconds),
            "held": .integer(history.held.components.seconds),
            "unsupervised": .integer(history.unsupervised.components.seconds),
        ]
        return RecordFact(
            [
                .init("Together for \(history.live.words)", entries: marks.map(\.sequence)),
                .init("Paused for \(history.held.words)", entries: pauses),
                .init("Together without a supervisor for \(history.unsupervised.words)"),
            ],
            data: data
        )
    }

    var supervisors: RecordFact {
        var lines = history.plan.seats.keys.sorted()
            .filter { history.state.role($0) == .supervisor }
            .compactMap { seat -> RecordFact.Line? in
                guard let came = history.attendance[seat], let admitted = came.admitted else {
                    return nil
                }
                let stays = came.spans.filter { $0.what == .room }
                    .map { "\(zone.clock($0.from)) to \(zone.clock($0.to))" }
                let text = "\(names.official(seat)): \(stays.joined(separator: ", "))"
                return RecordFact.Line(text, entries: [admitted.sequence])
            }
        lines += history.handovers.map { handover in
            .init(
                "\(names.official(handover.to)) took over at \(clock(handover.mark))",
                entries: [handover.mark.sequence]
            )
        }
        return RecordFact(lines.isEmpty ? [.init("Nobody came to supervise.")] : lines)
    }

    var interpreter: RecordFact? {
        let seats = plan.seats.filter { $0.value.role == .interpreter }.keys.sorted()
        guard plan.requiresInterpreter || !seats.isEmpty else { return nil }
        let languages = plan.seats.values.filter { $0.role == .family || $0.role == .child }
            .compactMap { caseload.people[$0.person]?.language }
            .filter { $0 != .english }
        let spoken = Set(languages.map(\.words)).sorted().joined(separator: ", ")
        let admissions = seats.compactMap { history.attendance[$0]?.admitted?.sequence }
        let people = seats.isEmpty ? "Nobody was named" : names.listed(seats)
        return RecordFact(
            [
                .init(spoken.isEmpty ? people : "\(people), \(spoken)"),
                .init(
                    "There for \(history.interpreted.words) of \(history.live.words) together",
                    entries: admissions
                ),
            ] + declarations,
            data: [
                "present": .integer(history.interpreted.components.seconds),
                "live": .integer(history.live.components.seconds),
            ]
        )
    }

    private var declarations: [RecordFact.Line] {
        history.declarations.map { answer in
            .init(
                "\(clock(answer.mark)). \(names.official(answer.seat)) was asked whether they know anybody in the family: \(answer.knowsFamily ? "yes" : "no")",
                entries: [answer.mark.sequence]
            )
        }
    }

    var holds: RecordFact {
        let pauses = history.holds.map { hold in
            let times = hold.end.map {
                "\(clock(hold.begin)) to \(clock($0)) (\($0.at.timeSince(hold.begin.at).words))"
            }
            // A child's break is told in a field of its own, and reads like any other pause here.
            let why =
                hold.reason == .childBreak
                ? "A short break."
                : sentences.pause(hold.reason, by: hold.by, supervisors: hold.supervisors)
            let onward = hold.resumedBy.map { " \(names.shown($0)) let it go on." } ?? ""
            return RecordFact.Line(
                "\(times ?? "from \(clock(hold.begin))"). \(why)\(onward)",
                entries: [hold.begin.sequence, hold.end?.sequence].compactMap(\.self)
            )
        }
        let removals = history.removals.map { removal in
            let by = removal.by.map { ", by \(names.shown($0))" } ?? ""
            return RecordFact.Line(
                "\(clock(removal.mark)). \(names.shown(removal.seat)): \(removal.reason.words)\(by).",
                entries: [removal.mark.sequence]
            )
        }
        let lines = pauses + removals
        return RecordFact(lines.isEmpty ? [.init("None.")] : lines)
    }

    /// What people did, apart from what the service did by itself (field 40).
    var interventions: RecordFact {
        let steps = history.interventions.map { step in
            RecordFact.Line(
                "\(clock(step.mark)). \(step.words(sentences))",
                entries: [step.mark.sequence]
            )
        }
        return RecordFact(steps.isEmpty ? [.init("None.")] : steps)
    }

    var childStop: RecordFact {
        let pressed = history.holds.filter { $0.reason == .childBreak }.map {
            SessionHistory.Happening(event: .held($0.reason, by: $0.by), mark: $0.begin)
        }
        let said = history.childsSide.filter(\.event.isOfABreakOrAlert)
        var lines = (pressed + said).sorted { $0.mark.sequence < $1.mark.sequence }.map(line)
        if let end = history.ended, [.childStopped, .childAsked].contains(end.reason) {
            let text = "\(clock(end.mark)). \(sentences.end(end.reason, by: end.by))"
            lines.append(RecordFact.Line(text, entries: [end.mark.sequence]))
        } else {
            lines.append(RecordFact.Line("The child did not stop it."))
        }
        return RecordFact(lines)
    }

    var technicalEvents: RecordFact {
        let lines = history.technical.map { happening in
            let text = sentences.sentence(for: happening.event)
            return RecordFact.Line(
                "\(clock(happening.mark)). \(text)",
                entries: [happening.mark.sequence]
            )
        }
        return RecordFact(lines.isEmpty ? [.init("None.")] : lines)
    }

    var channel: RecordFact {
        guard let start = history.wentLive else { return RecordFact("They did not meet.") }
        return RecordFact("By video with sound", entries: [start.sequence], data: "video")
    }

    var checks: RecordFact {
        let ticks = plan.kind.form.checks.map { check in
            guard let tick = history.checks.first(where: { $0.check == check }) else {
                return RecordFact.Line("\(check.words): not ticked")
            }
            return RecordFact.Line(
                "\(check.words): \(clock(tick.mark)), \(names.shown(tick.by))",
                entries: [tick.mark.sequence]
            )
        }
        let faces = history.identities.map { seen in
            RecordFact.Line(
                "Confirmed to be \(names.shown(seen.seat)): \(clock(seen.mark)), \(names.shown(seen.by))",
                entries: [seen.mark.sequence]
            )
        }
        return RecordFact(ticks + faces)
    }

    var ending: RecordFact {
        guard let end = history.ended else { return RecordFact("The session has not ended.") }
        let words: String =
            switch end.reason {
            // A child's stop is told in a field of its own, and reads like any other end here.
            case .childStopped, .childAsked: "The session ended."
            case .planned, .conduct, .technical, .other, .supervisorGone, .policy:
                sentences.end(end.reason, by: end.by)
            }
        return RecordFact("\(clock(end.mark)). \(words)", entries: [end.mark.sequence])
    }

    var notified: RecordFact? {
        guard !history.pages.isEmpty else { return nil }
        return RecordFact(
            history.pages.map { page in
                .init(
                    "\(clock(page.mark)). \(names.official(person: caseload.plan.onCall)) was called.",
                    entries: [page.mark.sequence]
                )
            }
        )
    }
}

extension SessionHistory {
    /// A step that a person took: a pause, a removal, an end before its time.
    enum Intervention {
        case pause(Pause)
        case removal(Removal)
        case end(End)
        case step(Step)

        var mark: Mark {
            switch self {
            case .pause(let pause): pause.begin
            case .removal(let removal): removal.mark
            case .end(let end): end.mark
            case .step(let step): step.mark
            }
        }

        func words(_ sentences: LogSentences) -> String {
            switch self {
            case .pause(let pause):
                sentences.pause(pause.reason, by: pause.by, supervisors: pause.supervisors)
            case .removal(let removal):
                sentences.sentence(
                    for: .removed(removal.seat, removal.reason, by: removal.by)
                )
            case .end(let end): sentences.end(end.reason, by: end.by)
            case .step(let step):
                sentences.intervention(
                    step.rung,
                    step.reason,
                    isChildTold: step.isChildTold,
                    by: step.by
                )
            }
        }
    }

    var interventions: [Intervention] {
        let steps =
            holds.filter { $0.by != nil && $0.reason != .childBreak }.map(Intervention.pause)
            + removals.filter { [.removedByStaff, .identityRejected].contains($0.reason) }
            .map(Intervention.removal)
            + steps.map(Intervention.step)
            + (ended.map { $0.reason == .conduct ? [.end($0)] : [] } ?? [])
        return steps.sorted { $0.mark.sequence < $1.mark.sequence }
    }
}
