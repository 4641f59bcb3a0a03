package import Casework
package import Sessions

/// What the log shows of the supervisor's sight and sound, over one session.
///
/// Sound and picture flow only while the supervisor's page reports that it decodes and plays them: when
/// the reports stay away, or the page is hidden, the session is paused. So from the moment at which the
/// page first vouched for everybody until the pause that follows the last proof, they saw and heard.
package struct Sight: Sendable, Hashable {
    package enum What: String, Sendable, Hashable, CaseIterable {
        case shown, notShown, paused
    }

    package struct Span: Sendable, Hashable {
        package let from: Timestamp
        package let to: Timestamp
        package let what: What
    }

    /// From the first live moment to the end, in order; empty if it was never live.
    package private(set) var spans: [Span] = []

    private let zone: CivilZone
    /// Whether the session had not ended yet: then the last span ends with the last entry, not with what it tells of.
    private var goesOn = false
    /// What goes on; it ends where it began until it is closed.
    private var current: Span?
    /// How old the last proof was when a rule stopped the session.
    private var proofAge: Duration?

    /// Nil for a kind of session that asks for no sight, and for one of which nothing flowed.
    package init?(_ entries: [LoggedEntry], plan: SessionPlan) {
        guard plan.kind.form.bindsSight else { return nil }
        zone = plan.zone
        for logged in entries {
            switch logged.entry {
            case .decision(let decision):
                proofAge = decision.isAllowed ? nil : decision.sightAge.map { .milliseconds($0) }
            case .event(let event): take(event, at: logged.at)
            }
        }
        goesOn = current != nil
        if let last = entries.last?.at { close(at: last) }
        guard !spans.isEmpty else { return nil }
    }

    private mutating func take(_ event: SessionEvent, at moment: Timestamp) {
        defer { proofAge = nil }
        switch event {
        case .wentLive, .resumed: begin(.notShown, at: moment)
        case .attested: if current?.what == .notShown { begin(.shown, at: moment) }
        case .held(let reason, _):
            if reason == .supervisorLost || reason == .supervisorNotSeeing { lapse(until: moment) }
            if current != nil { begin(.paused, at: moment) }
        case .ended: close(at: moment)
        case .scheduled, .linkIssued, .seatTaken, .agreementGiven, .agreementRefused,
            .agreementWithdrawn, .arrived, .connectionLost, .connectionRestored, .checkDone,
            .identityConfirmed, .admitted, .supervisionTaken, .removed, .noted, .recordSigned,
            .colleaguePaged, .mediaFact, .grantVoided, .incident, .serviceGap, .saidReady,
            .childAlert, .alertAcknowledged, .felt, .carerNote, .ownWords, .drawingBegan,
            .supervisionOffered, .supervisionAccepted, .tiesDeclared, .privateWord,
            .privateWordRead, .debriefOpened, .debriefWord, .intervened, .deviceChanged,
            .childCoverConfirmed, .agendaItemAdded, .agendaAgreed, .actionAdded,
            .recordCountersigned, .breakTalkBegan, .debriefJoined, .debriefLeft, .talkEnded,
            .addendumAdded, .recordChecked:
            break
        }
    }

    /// The time between the last proof and the pause that its age led to.
    private mutating func lapse(until moment: Timestamp) {
        guard let current, current.what == .shown, let proofAge, proofAge > .zero else { return }
        begin(.notShown, at: max(current.from, moment.advanced(by: .zero - proofAge)))
    }

    private mutating func begin(_ what: What, at moment: Timestamp) {
        close(at: moment)
        current = Span(from: moment, to: moment, what: what)
    }

    private mutating func close(at moment: Timestamp) {
        guard let span = current else { return }
        current = nil
        if moment > span.from { spans.append(Span(from: span.from, to: moment, what: span.what)) }
    }
}

extension Sight {
    /// The same as the picture, in sentences.
    package var sentence: String {
        let flowed = total(.shown) + total(.notShown)
        let lapses = spans.filter { $0.what == .notShown }.map { span in
            "\(zone.clockWithSeconds(span.from)) to \(zone.clockWithSeconds(span.to))"
        }
        let shown =
            flowed == .zero || goesOn && total(.shown) == .zero
            ? ""
            : total(.shown) == .zero
                ? " It was not shown at any time that the supervisor saw and heard everybody."
                : lapses.isEmpty
                    ? " The supervisor was shown to see and hear everybody all that time."
                    : " The supervisor was shown to see and hear everybody for \(total(.shown).words) of it. Not shown: \(lapses.joined(separator: ", "))."
        let paused = total(.paused)
        let pauses = paused > .zero ? " Paused, with nothing to see or hear: \(paused.words)." : ""
        let open =
            goesOn ? " It still goes on; what came after the last entry is not counted yet." : ""
        return "Sound and picture flowed for \(flowed.words).\(shown)\(pauses)\(open)"
    }

    private func total(_ what: What) -> Duration {
        spans.filter { $0.what == what }.reduce(.zero) { $0 + $1.to.timeSince($1.from) }
    }
}
