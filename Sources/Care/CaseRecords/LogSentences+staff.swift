import Sessions

/// What supervisors, colleagues and interpreters do among themselves.
extension LogSentences {
    /// Nil for every other event.
    func staffSentence(for event: SessionEvent) -> String? {
        switch event {
        case .supervisionOffered(let seat, let by):
            "\(names.shown(by)) asked \(names.shown(seat)) to take over as supervisor."
        case .supervisionAccepted(let by):
            "\(names.shown(by)) sees and hears everybody, and answers for the session from now on."
        case .tiesDeclared(let seat, false):
            "\(names.shown(seat)) said that they know nobody in this family."
        case .tiesDeclared(let seat, true):
            "\(names.shown(seat)) said that they know somebody in this family, and cannot interpret here."
        case .privateWord(let text, let seat, let by):
            "\(names.shown(by)) wrote to \(names.shown(seat)) alone: \(text)"
        case .privateWordRead(_, let by): "\(names.shown(by)) has read the private word."
        case .debriefOpened(let by):
            "The family had gone. \(names.shown(by)) opened the staff’s talk."
        case .debriefWord(let text, let by): "\(names.shown(by)), in the staff’s talk: \(text)"
        case .intervened(let rung, let reason, let isChildTold, let by):
            intervention(rung, reason, isChildTold: isChildTold, by: by)
        case .breakTalkBegan(let child, let adult, _, let interpreter):
            "\(names.shown(adult)) and \(names.shown(child)) could see and hear each other alone, in the pause\(interpreter.map { "; \(names.shown($0)) interpreted" } ?? ""). Nobody else received any of it."
        case .debriefJoined(let seat):
            "\(names.shown(seat)) came to the staff’s talk with sound and picture."
        case .debriefLeft(let seat):
            "\(names.shown(seat)) left the staff’s talk with sound and picture."
        case .talkEnded(let reason, let by): end(of: reason, by: by)
        case .scheduled, .linkIssued, .seatTaken, .agreementGiven, .agreementRefused,
            .agreementWithdrawn, .arrived, .connectionLost, .connectionRestored, .checkDone,
            .identityConfirmed, .admitted, .wentLive, .attested, .held, .resumed,
            .supervisionTaken, .removed, .noted, .ended, .recordSigned, .colleaguePaged,
            .mediaFact, .grantVoided, .incident, .serviceGap, .saidReady, .childAlert,
            .alertAcknowledged, .felt, .carerNote, .ownWords, .drawingBegan, .deviceChanged,
            .childCoverConfirmed, .agendaItemAdded, .agendaAgreed, .actionAdded,
            .recordCountersigned, .addendumAdded, .recordChecked:
            nil
        }
    }

    private func end(of reason: TalkEnd, by seat: SeatID?) -> String {
        let why =
            switch reason {
            case .asked: seat.map { "\(names.shown($0)) ended it" } ?? "it was ended"
            case .everybodyLeft: "everybody had left it"
            case .recordSigned: "the record was signed"
            case .somebodyGone: "one of the two was gone"
            case .sessionEnded: "the session ended"
            case .policy: "a rule no longer allowed it"
            case .mediaLost: "the media server was gone"
            case .serviceRestarted: "the service was restarted"
            }
        return "The talk with sound and picture was over: \(why)."
    }

    /// A step on the ladder, for example "Marcus prompted quietly: a topic that is kept elsewhere.".
    func intervention(
        _ rung: Rung,
        _ reason: InterventionReason,
        isChildTold: Bool,
        by seat: SeatID
    ) -> String {
        let told = isChildTold ? " The child was told why." : ""
        return "\(names.shown(seat)) \(rung.words): \(reason.words).\(told)"
    }
}

extension Rung {
    /// What was done, after a name.
    var words: String {
        switch self {
        case .prompt: "prompted quietly"
        case .privateWord: "wrote a private word"
        case .speak: "spoke to everybody"
        case .hold: "paused the session"
        case .end: "ended the session"
        }
    }
}

extension InterventionReason {
    var words: String {
        switch self {
        case .topic: "a topic that is kept for elsewhere"
        case .language: "something was not understood"
        case .childUpset: "the child was upset"
        case .place: "something that tells where the child lives"
        case .conduct: "what somebody did or said"
        case .unplannedPerson: "somebody who was not expected"
        case .technical: "a technical problem"
        case .other: "another reason"
        }
    }
}
