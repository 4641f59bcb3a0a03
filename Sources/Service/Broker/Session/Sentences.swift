import Casework
import Safeguards
import Sessions

/// What a page says of the session's state: what is happening, why it is all right, what comes next.
///
/// Families read nothing that tells of another person's doing (design section 4); a hold and an end
/// read the same whatever their cause, but for the child's own grown-ups.
struct Sentences {
    let state: SessionState
    let caseload: Caseload
    /// When they meet again, in words.
    var next: String?

    /// In the person's own language, or the one that they have `chosen` on their page; what is not
    /// written in it is said in English.
    func sentence(for seat: SeatID, in chosen: Language? = nil) -> String {
        guard let role = state.role(seat) else { return "" }
        if isBengali(seat, chosen) { return carersBengali(for: seat, role) ?? bengali(for: seat) }
        if let carers = carers(for: seat, role) { return carers }
        switch state.phase {
        case .scheduled, .gathering:
            return waiting(role, state.seat(seat).place) + slowSigning(for: role, seat)
        case .live:
            return state.seat(seat).place == .waiting ? waiting(role, .waiting) : live(role)
        case .held:
            // Whoever comes back to the door is let in again by a person, paused or not.
            if state.seat(seat).place == .waiting, !role.isStaff { return waiting(role, .waiting) }
            return held(role, seat) + (state.talk == nil ? slowSigning(for: role, seat) : "")
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld: return over(role)
        }
    }

    private func waiting(_ role: SeatRole, _ place: SessionState.SeatState.Place) -> String {
        switch (role, place) {
        case (.supervisor, .room): "Look at what is still missing, then let people in."
        case (.supervisor, _): "Let yourself in first. Then you can let the others in."
        case (.colleague, _): "You are on call. If the supervisor is lost, this page tells you."
        case (.child, .room): "You are in. It starts in a moment."
        case (.child, _): "You are in the right place. \(supervisorName) will let you in soon."
        case (_, .room): "You are in. The others are coming. It starts in a moment."
        case (_, _): "You are in the right place. \(supervisorName) will let you in."
        }
    }

    private func live(_ role: SeatRole) -> String {
        switch role {
        case .supervisor: "Everybody can see and hear each other. You see and hear it all."
        case .colleague: "The session is going on and is supervised."
        case .child: "\(handedOver)You can see and hear each other now."
        case .family, .carer, .interpreter, .lead:
            "\(handedOver)You can see and hear each other now."
        }
    }

    /// Who looks after them now, once that has changed.
    private var handedOver: String {
        state.inCharge == nil ? "" : "\(supervisorName) looks after you all now. "
    }

    private func held(_ role: SeatRole, _ seat: SeatID) -> String {
        switch role {
        case .supervisor, .colleague:
            return talkWithChild(seat) ?? childsBreak
                ?? "Paused: \(reason). Nobody sees or hears anybody."
        case .child:
            let companion = companionName(seat).map { " \($0) is with you." } ?? ""
            if let others = talkPartners(of: seat) {
                return
                    "\(others.joined(separator: " and ")) can see and hear you now. Nobody else can.\(companion)"
            }
            if state.hold?.reason == .childBreak {
                return state.hold?.isChildReady == true
                    ? "\(supervisorName) knows that you are ready.\(companion)"
                    : "You have a break. You did nothing wrong.\(companion)"
            }
            let gone =
                isSupervisorGone ? "\(supervisorName) has gone for a moment." : "We have paused."
            return "\(gone) You did nothing wrong.\(companion)"
        case .interpreter:
            guard let others = talkPartners(of: seat) else { return Self.shortBreak }
            return
                "You interpret for \(others.joined(separator: " and ")). Only the three of you see and hear it."
        case .family, .carer, .lead: return Self.shortBreak
        }
    }

    private func over(_ role: SeatRole) -> String {
        switch role {
        case .supervisor:
            state.phase == .writtenUp
                ? "The record is signed. Thank you."
                : "The session has finished. Please write the record while it is fresh."
        case .colleague, .lead: "The session has finished."
        case .child: next.map { "All done for today. Next time is \($0)." } ?? "All done for today."
        case .family, .carer, .interpreter:
            "The session has finished for now. Thank you for coming."
        }
    }

    var isSupervisorGone: Bool {
        switch state.hold?.reason {
        case .supervisorLost, .supervisorNotSeeing: true
        case .policy, .interpreterLost, .mediaLost, .serviceRestarted, .journalFailed,
            .unplannedPerson, .childUpset, .conduct, .languageNotUnderstood, .technical, .other,
            .childBreak, nil:
            false
        }
    }

    /// A break of the child's, for those who can let it end.
    private var childsBreak: String? {
        guard let hold = state.hold, hold.reason == .childBreak else { return nil }
        let name = hold.by.flatMap { state.plan.seats[$0] }
            .flatMap { caseload.people[$0.person]?.shownName }
        return hold.isChildReady
            ? "\(name ?? "The child") is ready to go on. Look at everybody, then press Go on."
            : "\(name ?? "The child") is having a break. Nobody sees or hears anybody."
    }

    /// An interpreter is told before it begins whose signs may be hard to read.
    private func slowSigning(for role: SeatRole, _ seat: SeatID) -> String {
        guard role == .interpreter else { return "" }
        let names = state.tooSlowToSign.filter { $0 != seat }.compactMap(shownName)
        guard !names.isEmpty else { return "" }
        return
            " \(names.joined(separator: " and ")): too few pictures for signing at this moment. Tell your supervisor if you can't read the signs."
    }

    private static let shortBreak =
        "We are having a short break. Please wait here. We will go on, or ring you."

    /// Who else is in the talk alone that this seat is in, by their shown names, the interpreter last; nil if it is in none.
    func talkPartners(of seat: SeatID) -> [String]? {
        guard let talk = state.talk, talk.kind == .withChild, talk.members.contains(seat) else {
            return nil
        }
        let others = talk.members.subtracting([seat]).sorted()
        let (last, first) = (
            others.filter { state.role($0) == .interpreter },
            others.filter { state.role($0) != .interpreter }
        )
        return (first + last).compactMap(shownName)
    }

    private func talkWithChild(_ seat: SeatID) -> String? {
        guard let talk = state.talk, talk.kind == .withChild,
            let child = talk.members.first(where: { state.role($0) == .child }),
            let adult = talk.members.first(where: { state.role($0) == .supervisor })
        else { return nil }
        let name = shownName(child) ?? "the child"
        let interpreter = talk.members.first { state.role($0) == .interpreter }.flatMap(shownName)
        let interprets = interpreter.map { " \($0) interprets." } ?? ""
        return seat == adult
            ? "You and \(name) can see and hear each other.\(interprets) Nobody else sees or hears it."
            : "\(shownName(adult) ?? "The supervisor") is talking with \(name) alone.\(interprets) Nobody else sees or hears it."
    }

    private func shownName(_ seat: SeatID) -> String? {
        state.plan.seats[seat].flatMap { caseload.people[$0.person]?.shownName }
    }

    private var reason: String {
        switch state.hold?.reason {
        case .supervisorLost:
            state.plan.kind == .virtualRespite
                ? "the facilitator lost the connection" : "the supervisor lost the connection"
        case .supervisorNotSeeing: "the supervisor could not see and hear the room"
        case .policy, nil: "a safeguard asks for it"
        case .interpreterLost: "the interpreter lost the connection"
        case .mediaLost: "the media server stopped"
        case .serviceRestarted: "the service was restarted"
        case .journalFailed: "the log cannot be written"
        case .unplannedPerson: "somebody who was not expected was seen"
        case .childUpset: "the child needs a moment"
        case .conduct: "of how somebody behaved"
        case .languageNotUnderstood: "something was not understood"
        case .technical: "of a technical problem"
        case .other: "the supervisor paused it"
        case .childBreak: "the child wants a break"
        }
    }

    var leader: String { supervisorName }

    private var supervisorName: String {
        let seat = state.responsible.flatMap { state.plan.seats[$0] }
        return seat.flatMap { caseload.people[$0.person]?.shownName } ?? "Your worker"
    }

    func companionName(_ seat: SeatID) -> String? {
        state.plan.seats[seat]?.companion.flatMap { caseload.people[$0]?.shownName }
    }
}
