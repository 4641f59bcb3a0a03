import Casework
import HTTPWire
package import Safeguards
package import Sessions
import Signalling
import JSON

/// What a link does: look, agree, take the seat.
extension SessionActor {
    /// The links of a session, and why there is none where there is none.
    package struct Links: Sendable {
        package var secrets: [SeatID: String] = [:]
        package var refusals: [GuardedSession.LinkRefusal] = []
    }

    /// A new link for every seat that may have one; only the hashes are kept, and earlier links open nothing more.
    package func issueLinks() -> Links {
        let secrets = guarded.state.plan.seats.mapValues { _ in AccessSecret.make(random) }
        let hashes = secrets.mapValues(AccessSecret.hash)
        run(.linksMade(hashes))
        var links = Links(refusals: guarded.linkRefusals)
        for (seat, secret) in secrets {
            guard let hash = hashes[seat], guarded.state.seat(seat).link == hash,
                let place = place(seat)
            else { continue }
            doorkeeper.learn(link: hash, for: place)
            links.secrets[seat] = secret
        }
        return links
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

    func agree(_ exchange: HTTPExchange, _ visitor: Visitor, _ answer: AgreeRequest) {
        guard let person = person(at: visitor.seat) else { return exchange.answer(linkNotUsable) }
        // The log says which text was read; only one that there is can have been, and there is none in signs.
        let read = answer.language.flatMap(Language.init) ?? person.language
        let language = guarded.caseload.plan.groundRules(in: read).language
        let device = DeviceFacts(alsoUsedBy: visitor.alsoUsedBy)
        let command = SessionCommand.agree(
            answer.agrees,
            language: language
        )
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
            signs: planned.signs,
            interpreters: others.filter { $0.value.role == .interpreter }.compactMap {
                shownName($0.value.person)
            }
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
            question: text.question,
            texts: guarded.caseload.plan.groundRules.map {
                LookAnswer.Text(
                    language: $0.language.rawValue,
                    rules: $0.rules,
                    question: $0.question
                )
            }
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
