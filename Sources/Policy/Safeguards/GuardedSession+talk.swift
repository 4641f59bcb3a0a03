import Casework
package import Sessions

/// Talks of a few alone.
///
/// Each has a media server of its own. The one that everybody was in is ended, and seen to be gone, before
/// it starts, and nobody else joins it: so nobody else can receive a packet of it, whatever their page does.
extension GuardedSession {
    /// No media server runs that anybody of the family has been in.
    var isMediaGone: Bool {
        state.talk?.kind == .debrief || !hasStartedMedia && !isMediaEnding
    }

    /// Ends the media server; `gone` tells when it is done.
    mutating func stopMedia() {
        isMediaReady = false
        isMediaEnding = isMediaEnding || hasStartedMedia
        hasStartedMedia = false
        if state.talk == nil { returning = uplinks }
        uplinks = []
        for seat in attention.keys { attention[seat]?.isReceiving = false }
        effects.append(.media(.end))
    }

    mutating func mediaIsGone(at now: Moment) {
        guard isMediaEnding else { return }
        isMediaEnding = false
        if state.talk != nil {
            startTalk()
        } else if state.phase.isOpen {
            restartMedia(at: now)
        }
    }

    /// Everybody joins anew after a talk, or a loss; to go on in the middle of it would be to be held again.
    package func isRejoining(at now: Moment) -> Bool {
        let awaited = returning.filter { state.present.contains($0) }
        return state.phase == .held && !awaited.isEmpty && now.uptime < returningUntil
    }

    /// Whoever comes in during a talk joins when everybody does again.
    mutating func joinMedia(_ seat: SeatID) {
        guard state.talk == nil, !isMediaEnding, state.role(seat)?.hasMedia == true else { return }
        effects.append(.media(.join(seat)))
    }

    mutating func startTalk() {
        guard let talk = state.talk, !isMediaEnding, !hasStartedMedia else { return }
        hasStartedMedia = true
        effects.append(.media(.start))
        for seat in talk.members.sorted() { effects.append(.media(.join(seat))) }
    }

    mutating func joinTalk(_ seat: SeatID) {
        guard hasStartedMedia else { return startTalk() }
        effects.append(.media(.join(seat)))
    }

    mutating func leaveTalk(_ seat: SeatID) {
        flowing?[seat] = nil
        uplinks.remove(seat)
        attention[seat]?.isReceiving = false
        effects.append(.media(.remove(seat)))
    }

    /// Opens what is armed, and ends what the policies no longer allow.
    mutating func tendTalk(at now: Moment) {
        guard let talk = state.talk else { return }
        guard let flowing else { return openTalk(at: now) }
        for seat in talk.members.sorted() where flowing[seat] != nil {
            let question = PolicyQuestion(talk.action, subject: seat)
            let verdict = ask(question, at: now)
            guard !verdict.isAllowed else { continue }
            let entry = DecisionEntry(question, by: nil, verdict, on: facts(at: now))
            impose([.talkEnded(.policy, by: nil)], at: now)
            effects.append(.append([.decision(entry)], nil))
            return
        }
    }

    /// Opens for those whom the policies let talk now; a child and a supervisor only for both at once.
    mutating func openTalk(at now: Moment) {
        guard let talk = state.talk, isMediaReady, isArmed(talk) else { return }
        var open: [SeatID: Duration] = [:]
        for seat in talk.members
        where ask(PolicyQuestion(talk.action, subject: seat), at: now).isAllowed {
            open[seat] = flowing?[seat] ?? now.uptime
        }
        switch talk.kind {
        case .withChild: guard Set(open.keys) == talk.members else { return }
        case .debrief: guard !open.isEmpty else { return }
        }
        flowing = open
        effects.append(.media(.open(Set(open.keys))))
    }

    /// Sound and picture of both, and a supervisor ready to receive: from the first moment they are seen.
    private func isArmed(_ talk: Talk) -> Bool {
        switch talk.kind {
        case .withChild:
            talk.members.allSatisfy { seat in
                let isReady =
                    state.role(seat) != .supervisor || attention[seat]?.isReceiving == true
                return uplinks.contains(seat) && isReady
            }
        case .debrief: !uplinks.isDisjoint(with: talk.members)
        }
    }
}

extension Talk {
    /// What each who takes part has to be allowed.
    var action: GuardedAction {
        switch kind {
        case .withChild: .breakWithChild
        case .debrief: .debriefAloud
        }
    }
}
