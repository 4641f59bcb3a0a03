import Casework
import Sessions

/// What the rules find in one session by itself.
extension CaseSession {
    /// In the order of `ReviewRule`; `moment` is until when the log is known.
    func findings(_ calendar: WorkingCalendar, at moment: Timestamp) -> [ReviewFinding] {
        guard isOver(at: moment) else { return [] }
        return unsupervised + incidentsAndConcerns + pauses + ends + interpreterMissing
            + outsideHours + missed + paperwork(calendar, at: moment) + undelivered
            + harmAndAllegations + notBrought + openRequest + emergencyFindings
    }

    private var sentences: LogSentences { LogSentences(names: names) }

    private var unsupervised: [ReviewFinding] {
        guard history.unsupervised > .zero else { return [] }
        let text = "They were together without a supervisor for \(history.unsupervised.words)."
        return [ReviewFinding(.unsupervised, text, entries: liveEntries, at: history.over)]
    }

    private var incidentsAndConcerns: [ReviewFinding] {
        events.compactMap { event, mark in
            guard let rule = event.rule else { return nil }
            let text = sentences.sentence(for: event)
            return ReviewFinding(rule, text, entries: [mark.sequence], at: mark.at)
        }
    }

    private var pauses: [ReviewFinding] {
        history.holds.map { hold in
            let isLapse = hold.reason == .supervisorLost || hold.reason == .supervisorNotSeeing
            let length = hold.end.map { " It lasted \($0.at.timeSince(hold.begin.at).words)." }
            let why = sentences.pause(hold.reason, by: hold.by, supervisors: hold.supervisors)
            return ReviewFinding(
                isLapse ? .supervisorLapse : .hold,
                why + (length ?? ""),
                entries: [hold.begin.sequence, hold.end?.sequence].compactMap(\.self),
                at: hold.begin.at
            )
        }
    }

    private var ends: [ReviewFinding] {
        let removals = history.removals.filter { $0.reason.isOthersWill }.map { removal in
            ReviewFinding(
                .removal,
                sentences.sentence(for: .removed(removal.seat, removal.reason, by: removal.by)),
                entries: [removal.mark.sequence],
                at: removal.mark.at
            )
        }
        guard isHeld, let end = history.ended, let outcome = history.outcome else {
            return removals
        }
        let early = plan.end.timeSince(end.mark.at)
        let rule: ReviewRule
        switch outcome {
        case .heldFull, .heldInterrupted, .notHeld: return removals
        case .stoppedByChild: rule = .childStop
        case .heldShort, .stoppedBySupervisor, .stoppedByTechnical: rule = .earlyEnd
        }
        let left = early > .zero ? " \(early.words) of the planned time were left." : ""
        let text = sentences.end(end.reason, by: end.by) + left
        let finding = ReviewFinding(rule, text, entries: [end.mark.sequence], at: end.mark.at)
        return removals + [finding]
    }

    private var interpreterMissing: [ReviewFinding] {
        guard isHeld, plan.requiresInterpreter, !history.isInterpreted else { return [] }
        let text = """
            The interpreter was there for \(history.interpreted.words) of \(history.live.words) \
            together.
            """
        return [ReviewFinding(.interpreterMissing, text, entries: liveEntries, at: history.over)]
    }

    /// Half past seven to half past seven (domain.md section 10).
    private var outsideHours: [ReviewFinding] {
        guard isHeld, !seats(.child).isEmpty, let start = history.wentLive else { return [] }
        let (first, last) = (
            plan.zone.minuteOfDay(start.at), plan.zone.minuteOfDay(history.over)
        )
        guard first < Self.earliest || last > Self.latest else { return [] }
        let text = """
            It went from \(plan.zone.clock(start.at)) to \(plan.zone.clock(history.over)); children’s \
            hours are 07:30 to 19:30.
            """
        return [ReviewFinding(.outsideHours, text, entries: liveEntries, at: start.at)]
    }

    private var missed: [ReviewFinding] {
        guard isOffered, isFamilyTime, let loss else { return [] }
        let why = loss.words.lowercasedFirst
        let text =
            history.wentLive == nil
            ? "It was not held: \(why)."
            : history.ended?.reason == .childStopped
                ? "It began and ended so early that it counts as not held: the child stopped it."
                : "It began and ended so early that it counts as not held: \(why)."
        let entries = [history.ended?.mark.sequence].compactMap(\.self)
        return [ReviewFinding(.missedSession, text, entries: entries, at: history.over)]
    }

    private func paperwork(_ calendar: WorkingCalendar, at moment: Timestamp) -> [ReviewFinding] {
        guard isHeld else { return [] }
        var findings: [ReviewFinding] = []
        if let signed = history.signed {
            let entries = [signed.sequence]
            if history.notes.isEmpty, written.values.allSatisfy(\.isBlank) {
                let text = "The record is signed, and nobody wrote a word in it."
                findings.append(
                    ReviewFinding(.missingNotes, text, entries: entries, at: signed.at)
                )
            }
            if history.isLate(at: signed.at) {
                let time = signed.at.timeSince(history.over).words
                let text = "The record was signed \(time) after the end."
                findings.append(
                    ReviewFinding(.lateRecord, text, entries: entries, at: signed.at)
                )
            }
        } else {
            let due = calendar.due(.observationRecord, from: history.over)
            if moment >= due {
                let text = "No record is signed, and it was due within 5 working days of the end."
                let entries = [history.ended?.mark.sequence].compactMap(\.self)
                findings.append(ReviewFinding(.missingRecord, text, entries: entries, at: due))
            }
        }
        return findings
    }

    private var liveEntries: [UInt64] {
        [history.wentLive?.sequence, history.ended?.mark.sequence].compactMap(\.self)
    }

    private static let earliest = 7 * 60 + 30
    private static let latest = 19 * 60 + 30
}

extension SessionEvent {
    /// The rule that this event by itself sets off.
    fileprivate var rule: ReviewRule? {
        if case .childAlert = self { return .childAlert }
        if case .incident = self { return .incident }
        if case .noted(_, .concern, _) = self { return .concern }
        return nil
    }
}

extension RemovalReason {
    /// Staff or a rule took somebody out; withdrawing one's agreement never counts against anybody.
    fileprivate var isOthersWill: Bool {
        switch self {
        case .removedByStaff, .identityRejected, .policy: true
        case .agreementWithdrawn, .agreementRefused, .left, .sessionEnded: false
        }
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
