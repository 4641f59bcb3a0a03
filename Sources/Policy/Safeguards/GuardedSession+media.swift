import Casework
import Sessions

/// The gate before sound and picture, and what the supervisor proves of them.
extension GuardedSession {
    /// Since when nothing may flow, or who may: nil is a closed gate.
    package var isOpen: Bool { flowing != nil }

    mutating func take(_ report: MediaReport, at now: Moment) {
        switch report {
        case .ready: isMediaReady = hasStartedMedia
        case .uplinkUp(let seat):
            uplinks.insert(seat)
            returning.remove(seat)
            if flowing != nil { openMedia(at: now) }
            openTalk(at: now)
        case .downlinkUp(let seat): attention[seat, default: Attention()].isReceiving = true
        case .uplinkDown(let seat):
            uplinks.remove(seat)
            flowing?[seat] = nil
        case .downlinkDown(let seat): attention[seat]?.isReceiving = false
        case .fact(let text): effects.append(.append([.event(.mediaFact(text))], nil))
        case .lost(let why):
            let wasReady = isMediaReady
            isMediaReady = false
            hasStartedMedia = false
            isMediaEnding = false
            if state.talk == nil { returning = uplinks }
            let hadTalk = state.talk != nil
            uplinks = []
            for seat in attention.keys { attention[seat]?.isReceiving = false }
            let fact = SessionEvent.mediaFact("The media server is gone: \(why)")
            impose(
                state.phase == .live ? [.held(.mediaLost, by: nil), fact] : [fact],
                at: now
            )
            if hadTalk { impose([.talkEnded(.mediaLost, by: nil)], at: now) }
            if wasReady || hadTalk, state.phase.isOpen { restartMedia(at: now) }
        case .gone: mediaIsGone(at: now)
        }
    }

    mutating func startMedia() {
        guard !isMediaReady, !hasStartedMedia, !isMediaEnding, state.talk == nil else { return }
        hasStartedMedia = true
        effects.append(.media(.start))
    }

    /// A new media server, and everybody in the room joins it anew; the gate stays closed.
    mutating func restartMedia(at now: Moment) {
        hasStartedMedia = true
        returningUntil = now.uptime + Lease.returning
        effects.append(.media(.start))
        for seat in state.present where state.role(seat)?.hasMedia == true {
            effects.append(.media(.join(seat)))
        }
    }

    /// Opens for everybody present whom the policies let send now; called in phase live only.
    mutating func openMedia(at now: Moment) {
        guard state.phase == .live else { return }
        var open = flowing ?? [:]
        for seat in state.present where state.role(seat)?.hasMedia == true {
            let question = PolicyQuestion(.publishMedia, subject: seat)
            let verdict = ask(question, at: now)
            if verdict.isAllowed {
                if open[seat] == nil { open[seat] = now.uptime }
            } else {
                open[seat] = nil
                let entry = DecisionEntry(question, by: nil, verdict, on: facts(at: now))
                effects.append(.append([.decision(entry)], nil))
            }
        }
        if flowing == nil { hasAttested = false }
        flowing = open
        effects.append(.media(.open(Set(open.keys))))
    }

    mutating func closeMedia(at now: Moment) {
        flowing = nil
        effects.append(.media(.close))
    }

    mutating func cut(_ seat: SeatID) {
        flowing?[seat] = nil
        uplinks.remove(seat)
        returning.remove(seat)
        attention[seat] = nil
        guard state.seat(seat).place == .room, state.role(seat)?.hasMedia == true else { return }
        effects.append(.media(.remove(seat)))
    }

    mutating func note(_ beat: Beat, from seat: SeatID, at now: Moment) {
        guard state.seat(seat).isConnected else { return }
        attention[seat, default: Attention()].note(beat, at: now.uptime)
        guard state.phase == .live, !hasAttested, state.role(seat) == .supervisor,
            attention[seat]?.hasAttested(publishers: publishers, silent: state.plan.silent) == true
        else { return }
        hasAttested = true
        effects.append(.append([.event(.attested(by: seat))], nil))
    }

    /// Supervisors in the room whose connection is up.
    var attendingSupervisors: [SeatID] { state.present(in: .supervisor) }

    /// The last moment at which a supervisor saw and heard everybody else; nil: never, as far as we know.
    var supervisorLastSeen: Duration? {
        attendingSupervisors.compactMap(lastSeen).max()
    }

    /// The last moment at which this supervisor saw and heard everybody else.
    func lastSeen(by seat: SeatID) -> Duration? {
        attention[seat]?.lastSeen(
            publishers: publishers,
            isFlowing: isOpen,
            silent: state.plan.silent
        )
    }

    /// Since when the page of no supervisor who sees and hears has been on screen.
    func supervisorHiddenSince(at now: Duration) -> Duration? {
        let seeing = attendingSupervisors.filter { seat in
            lastSeen(by: seat).map { now - $0 <= Lease.limit } ?? false
        }
        let hidden = (seeing.isEmpty ? attendingSupervisors : seeing).map {
            attention[$0]?.hiddenSince
        }
        return hidden.contains(nil) ? nil : hidden.compactMap(\.self).max()
    }

    /// Those whom a supervisor should see and hear, and since when they flow.
    ///
    /// Not each other: two of them supervise the family, and one who comes in takes nobody's sight away.
    private var publishers: [SeatID: Duration] {
        var publishers: [SeatID: Duration] = [:]
        for seat in uplinks where state.role(seat) != .supervisor && state.present.contains(seat) {
            if let flowing {
                publishers[seat] = flowing[seat]
            } else {
                publishers[seat] = .zero
            }
        }
        return publishers
    }
}
