import Casework
import HTTPWire
import Safeguards
package import Sessions
import Signalling
import JSON

/// What a link does: look, agree, take the seat.
extension SessionActor {
    /// A new link for every seat.
    package func issueLinks() -> [SeatID: String] {
        var links: [SeatID: String] = [:]
        for seat in guarded.state.plan.seats.keys { links[seat] = issueLink(seat) }
        return links
    }

    /// Gives a seat its link and keeps only the hash; an earlier link opens nothing more.
    func issueLink(_ seat: SeatID) -> String {
        let secret = AccessSecret.make(random)
        let hash = AccessSecret.hash(secret)
        run(.linkIssued(seat, hash: hash))
        if let place = place(seat) { doorkeeper.learn(link: hash, for: place) }
        return secret
    }

    /// Lets the doorkeeper know again what opened which seat before a restart.
    func rememberSecrets() {
        for (seat, status) in guarded.state.seats {
            guard let place = place(seat), status.place != .gone || status.removal == .left else {
                continue
            }
            if let credential = status.credential {
                doorkeeper.learn(credential: credential, for: place)
            }
            if let link = status.link { doorkeeper.learn(link: link, for: place) }
        }
    }

    /// What the person sees before joining; nothing changes, but an attempt from a barred browser is
    /// logged and told to the lead.
    func look(_ exchange: HTTPExchange, _ visitor: Visitor) {
        guard isWelcome(visitor), let answer = lookAnswer(visitor) else {
            run(.incident("A link was opened on a device that may not use it.", visitor.seat))
            return exchange.answer(linkNotUsable)
        }
        exchange.answer(answer.json.response())
    }

    func agree(_ exchange: HTTPExchange, _ visitor: Visitor, _ agrees: Bool) {
        guard let person = person(at: visitor.seat) else { return exchange.answer(linkNotUsable) }
        let device = DeviceFacts(alsoUsedBy: visitor.alsoUsedBy)
        // What is agreed to was read, and is answered, in the language of the rules: there are none in signs.
        let rules = guarded.caseload.plan.groundRules(in: person.language)
        let command = SessionCommand.agree(agrees, language: rules.language)
        ask(
            command,
            by: visitor.seat,
            from: device,
            .desk { [linkNotUsable] _, answer in
                switch answer {
                case .done: exchange.answer(([:] as JSONValue).response())
                case .refused(.journalFailed):
                    exchange.answer(ErrorAnswer(code: .journalFailed).response)
                case .refused: exchange.answer(linkNotUsable)
                }
            }
        )
    }

    func join(_ exchange: HTTPExchange, _ visitor: Visitor) {
        let secret = AccessSecret.make(random)
        let command = SessionCommand.takeSeat(credential: AccessSecret.hash(secret))
        let device = DeviceFacts(alsoUsedBy: visitor.alsoUsedBy)
        ask(
            command,
            by: visitor.seat,
            from: device,
            .link(exchange, visitor.seat, credential: secret)
        )
    }

    func finishJoining(
        _ exchange: HTTPExchange,
        _ seat: SeatID,
        _ credential: String,
        _ answer: Answer
    ) {
        switch answer {
        case .done:
            guard let place = place(seat), let role = guarded.state.role(seat) else {
                return exchange.answer(linkNotUsable)
            }
            doorkeeper.learn(credential: AccessSecret.hash(credential), for: place)
            var response = JoinAnswer(seat: seat, role: role).json.response()
            response.fields.add(
                .setCookie,
                "\(BrokerServices.cookie(for: seat))=\(credential); Secure; HttpOnly; SameSite=Strict; Path=/"
            )
            exchange.answer(response)
        case .refused(.journalFailed): exchange.answer(ErrorAnswer(code: .journalFailed).response)
        case .refused(.rejected(.alreadyDone)):
            exchange.answer(ErrorAnswer(code: .secondDevice).response)
        case .refused: exchange.answer(linkNotUsable)
        }
    }

    /// Whether this browser may use the link once the waiting room is open.
    func isWelcome(_ visitor: Visitor) -> Bool {
        let status = guarded.state.seat(visitor.seat)
        guard status.place != .gone || status.removal == .left else { return false }
        return guarded.allows(
            guarded.seatQuestion(for: visitor.seat),
            from: DeviceFacts(alsoUsedBy: visitor.alsoUsedBy),
            at: clock.now
        )
    }

    private func lookAnswer(_ visitor: Visitor) -> LookAnswer? {
        let plan = guarded.state.plan
        guard let planned = plan.seats[visitor.seat], let person = person(at: visitor.seat) else {
            return nil
        }
        let opens = plan.start.advanced(by: Self.opensBefore)
        let isReader = planned.role == .lead || guarded.state.phase.isOver
        let isOpen = guarded.allows(
            isReader
                ? guarded.seatQuestion(for: visitor.seat)
                : PolicyQuestion(.knock, subject: visitor.seat),
            from: DeviceFacts(alsoUsedBy: visitor.alsoUsedBy),
            at: clock.now
        )
        let others = plan.seats.sorted { $0.key < $1.key }.filter {
            $0.key != visitor.seat && $0.value.role.hasMedia
        }
        return LookAnswer(
            seat: visitor.seat,
            role: planned.role,
            shownName: person.shownName,
            language: person.language.rawValue,
            session: summary(withTitle: planned.role.isStaff),
            supervisor: name(where: .supervisor),
            others: others.compactMap { shownName($0.value.person) },
            companion: planned.companion.flatMap(shownName),
            opensAt: plan.zone.clock(opens),
            isOpen: isOpen,
            agreement: agreement(planned, person, visitor.seat),
            help: LookAnswer.Help(
                name: guarded.caseload.help.name,
                telephone: guarded.caseload.help.telephone
            ),
            isOver: guarded.state.phase.isOver,
            family: planned.role == .child
                ? others.filter { $0.value.role == .family }.compactMap {
                    shownName($0.value.person)
                }
                : [],
            cover: plan.kind.form.asksChildCover && planned.role == .carer
                ? LookAnswer.Cover(isGiven: guarded.state.childCover[visitor.seat] != nil) : nil,
            signs: planned.signs
        )
    }

    private func agreement(_ seat: SessionPlan.Seat, _ person: Person, _ id: SeatID)
        -> LookAnswer.Agreement
    {
        let text = guarded.caseload.plan.groundRules(in: person.language)
        return LookAnswer.Agreement(
            isNeeded: seat.mustAgree,
            isGiven: guarded.state.seat(id).agreement == .given,
            language: text.language.rawValue,
            rules: text.rules,
            question: text.question
        )
    }

    func summary(withTitle isStaff: Bool) -> SessionSummary {
        let plan = guarded.state.plan
        return SessionSummary(
            day: plan.zone.day(plan.start),
            from: plan.zone.clock(plan.start),
            to: plan.zone.clock(plan.end),
            kind: plan.kind.rawValue,
            title: isStaff ? guarded.caseload.plan.title : nil
        )
    }

    var linkNotUsable: HTTPResponse {
        BrokerServices.linkNotUsable(help)
    }

    private func place(_ seat: SeatID) -> Doorkeeper.Place? {
        guarded.state.plan.seats[seat].map {
            Doorkeeper.Place(session: self, seat: seat, person: $0.person)
        }
    }

    private func person(at seat: SeatID) -> Person? {
        guarded.state.plan.seats[seat].flatMap { guarded.caseload.people[$0.person] }
    }

    func shownName(_ person: PersonID) -> String? {
        guarded.caseload.people[person]?.shownName
    }

    func name(where role: SeatRole) -> String {
        let seat = guarded.state.plan.seats.values.first { $0.role == role }
        return seat.flatMap { shownName($0.person) } ?? ""
    }

    /// Before the start (domain.md section 10); the policies have the last word.
    private static let opensBefore = Duration.seconds(-15 * 60)
}
