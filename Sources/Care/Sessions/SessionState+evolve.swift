package import Casework

extension SessionState {
    /// Takes an event in.
    ///
    /// It can't fail: what happened has happened.
    package mutating func evolve(_ event: SessionEvent, at time: Timestamp) {
        switch event {
        case .scheduled: phase = .scheduled
        case .linkIssued(let seat, let hash): change(seat) { $0.link = hash }
        case .seatTaken(let seat, let credential):
            change(seat) {
                if $0.credential != nil, $0.place == .room || $0.place == .waiting {
                    $0.place = .outside
                    $0.isConnected = false
                    $0.isIdentityConfirmed = false
                }
                $0.credential = credential
            }
        case .agreementGiven(let seat, _): change(seat) { $0.agreement = .given }
        case .agreementRefused(let seat, _): change(seat) { $0.agreement = .refused }
        case .agreementWithdrawn(let seat): change(seat) { $0.agreement = .withdrawn }
        case .arrived(let seat):
            change(seat) {
                $0.isConnected = true
                $0.place = .waiting
                $0.removal = nil
            }
            if phase == .scheduled { phase = .gathering }
        case .connectionLost(let seat):
            change(seat) {
                $0.isConnected = false
                $0.network = NetworkState()
            }
        case .deviceChanged(let seat, let fact): change(seat) { $0.network.note(fact) }
        case .connectionRestored(let seat): change(seat) { $0.isConnected = true }
        case .checkDone(let check, let by): checks[check] = by
        case .identityConfirmed(let seat, _): change(seat) { $0.isIdentityConfirmed = true }
        case .admitted(let seat, _):
            change(seat) { $0.place = .room }
            if role(seat) == .supervisor { supervisedBy.insert(seat) }
        case .wentLive:
            phase = .live
            hold = nil
            if wentLiveAt == nil { wentLiveAt = time }
        case .held(let reason, let by):
            phase = .held
            hold = Hold(reason: reason, by: by, since: time)
        case .resumed:
            phase = .live
            hold = nil
            talk = nil
        case .supervisionTaken(let by):
            change(by) { $0.hasTakenOver = true }
            // In a pause it is taken whole; while the session goes on, only once it is accepted.
            if phase == .held { accept(by) }
        case .supervisionOffered(let seat, _): offeredTo = seat
        case .supervisionAccepted(let by): accept(by)
        case .tiesDeclared(let seat, let knows): change(seat) { $0.knowsFamily = knows }
        case .privateWord(let text, let to, let by):
            words.append(PrivateWord(text: text, from: by, to: to, at: time))
        case .privateWordRead(let number, _):
            let index = number - 1
            if words.indices.contains(index) { words[index].isRead = true }
        case .debriefOpened(let by): debrief = Debrief(openedBy: by)
        case .debriefWord(let text, let by):
            debrief?.words.append(Note(text: text, kind: .note, by: by, at: time))
        case .removed(let seat, let reason, _):
            change(seat) {
                $0.place = .gone
                $0.isConnected = false
                $0.removal = reason
            }
        case .noted(let text, let kind, let by):
            notes.append(Note(text: text, kind: kind, by: by, at: time))
        case .ended(let reason, _):
            phase = wentLiveAt == nil ? .notHeld : .ended
            hold = nil
            endReason = reason
            endedAt = time
            talk = nil
        case .recordSigned(let hash, let by):
            phase = .writtenUp
            recordAuthor = by
            recordHash = hash
            talk = nil
        case .childCoverConfirmed(let seat, let cover): childCover[seat] = cover
        case .agendaItemAdded(let text, let by):
            list.items.append(SharedList.Item(text: text, by: by))
            list.agreedBy = []
        case .agendaAgreed(let by): list.agreedBy.insert(by)
        case .actionAdded(let action, _): list.actions.append(action)
        case .recordCountersigned(let view, let words, let hash, let by):
            countersignature = Countersignature(
                by: by,
                view: view,
                words: words,
                hash: hash,
                at: time
            )
        case .saidReady: hold?.isChildReady = true
        case .childAlert(let seat): alerts.append(Alert(by: seat, at: time))
        case .alertAcknowledged(let by):
            for index in alerts.indices where alerts[index].acknowledgedBy == nil {
                alerts[index].acknowledgedBy = by
            }
        case .felt(let seat, let feeling, let checkIn):
            feelings[seat, default: [:]][checkIn] = feeling
        case .carerNote(_, let by), .ownWords(_, let by): afterwords[by, default: 0] += 1
        case .drawingBegan: hasDrawing = true
        case .breakTalkBegan(let child, let adult, _, let interpreter):
            let members = [child, adult] + (interpreter.map { [$0] } ?? [])
            talk = Talk(kind: .withChild, members: Set(members))
        case .debriefJoined(let seat):
            // Whoever came back after the end is here, too.
            change(seat) { $0.isConnected = true }
            if talk == nil { talk = Talk(kind: .debrief, members: []) }
            talk?.members.insert(seat)
        case .debriefLeft(let seat): talk?.members.remove(seat)
        case .talkEnded: talk = nil
        case .addendumAdded(let addendum): take(addendum)
        case .recordChecked(let check): take(check)
        case .attested, .colleaguePaged, .mediaFact, .grantVoided, .incident, .serviceGap,
            .intervened:
            break
        }
    }

    private mutating func accept(_ seat: SeatID) {
        inCharge = seat
        offeredTo = nil
    }

    private mutating func change(_ seat: SeatID, _ body: (inout SeatState) -> Void) {
        guard var state = seats[seat] else { return }
        body(&state)
        seats[seat] = state
    }
}
