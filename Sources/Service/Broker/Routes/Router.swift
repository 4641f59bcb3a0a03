import Casework
package import HTTPWire
import JSON
import Sessions
import Signalling
package import Transport

/// Which path does what.
///
/// Nothing here decides: it finds the seat, and asks its session.
package struct Router: Sendable {
    private let services: BrokerServices
    private let limiter = RateLimiter(capacity: 60, perSecond: 10)

    /// The demo's own pages; nil in anything else.
    private let demonstration: DemoRoutes?

    package init(
        services: BrokerServices,
        demonstration: DemoRoutes? = nil
    ) {
        self.services = services
        self.demonstration = demonstration
    }

    package func route(
        _ request: HTTPRequest,
        _ exchange: HTTPExchange,
        _ loop: isolated EventLoop
    ) -> HTTPOutcome {
        let path = "/" + request.target.segments.joined(separator: "/")
        switch request.method {
        case .get, .head: return get(path, request, exchange)
        case .post: return post(path, request, exchange)
        case .put, .patch, .delete, .options:
            return .respond(HTTPResponse(.methodNotAllowed))
        }
    }

    // MARK: GET changes nothing

    private func get(_ path: String, _ request: HTTPRequest, _ exchange: HTTPExchange)
        -> HTTPOutcome
    {
        if path == "/signal" { return signal(request) }
        if path == "/help", let page = HelpPage.file(services.help) {
            return .respond(HTTPResponse(.ok, type: page.type, body: page.bytes))
        }
        if let outcome = demonstration?.get(path, request, exchange) { return outcome }
        if !DemoRoutes.owns(path), let file = ClientFiles.all[path] {
            return .respond(Self.respond(with: file, to: request))
        }
        if OutboxRead.isMeant(by: path), let courier = services.courier {
            guard limiter.allows(exchange.peer.text, at: services.clock.now.uptime) else {
                return .respond(ErrorAnswer(code: .tooMany).response)
            }
            courier.answer(request, exchange)
            return .later
        }
        if let read = ReadPath(path: path) {
            return desk(request) { $0.answer(read, exchange, by: $1) }
        }
        switch path {
        case "/readyz": return .respond(Readiness.response(services.policies, services.store))
        case "/metrics": return .respond(Metrics.response(services.policies, services.store))
        case _: return .respond(HTTPResponse(.notFound, type: Self.text, body: Self.nothingHere))
        }
    }

    static func respond(with file: ClientFiles.File, to request: HTTPRequest) -> HTTPResponse {
        let caching = HTTPFields([.etag: file.tag, .cacheControl: "no-cache"])
        if request.fields[.ifNoneMatch] == file.tag {
            return HTTPResponse(.notModified, fields: caching)
        }
        var response = HTTPResponse(.ok, type: file.type, body: file.bytes)
        response.fields.addMissing(caching)
        return response
    }

    private func signal(_ request: HTTPRequest) -> HTTPOutcome {
        guard WebSocketHandshake.isAsked(by: request) else {
            return .respond(HTTPResponse(.upgradeRequired))
        }
        guard isOwnOrigin(request) else { return .respond(HTTPResponse(.forbidden)) }
        let loop = services.loops.loop(for: 0)
        return .webSocket(subprotocol: Self.subprotocol, on: loop) { [services] socket, _ in
            HelloPeer(socket, services.doorkeeper, services.clock)
        }
    }

    /// A person at a seat, by its cookie; `?seat=` says which of this browser's seats.
    private func desk(
        _ request: HTTPRequest,
        _ body: @escaping @Sendable (isolated SessionActor, SeatID) -> Void
    ) -> HTTPOutcome {
        guard let seat = request.target.value("seat").flatMap({ SeatID($0) }),
            let place = services.place(of: seat, in: request)
        else { return .respond(ErrorAnswer(code: .seatNotKnown).response) }
        return hand(to: place.session) { body($0, seat) }
    }

    // MARK: POST

    private func post(_ path: String, _ request: HTTPRequest, _ exchange: HTTPExchange)
        -> HTTPOutcome
    {
        guard isOwnOrigin(request) else { return .respond(ErrorAnswer(code: .notAllowed).response) }
        guard limiter.allows(exchange.peer.text, at: services.clock.now.uptime) else {
            return .respond(ErrorAnswer(code: .tooMany).response)
        }
        if let outcome = demonstration?.post(path, request, exchange) { return outcome }
        do throws(SignallingError) {
            switch path {
            case "/api/look":
                return byLink(try LinkRequest(request.body).secret, request) { session, visitor in
                    session.look(exchange, visitor)
                }
            case "/api/agree":
                let body = try AgreeRequest(request.body)
                return byLink(body.secret, request) { session, visitor in
                    session.agree(exchange, visitor, body)
                }
            case "/api/declare":
                let body = try DeclareRequest(request.body)
                return byLink(body.secret, request) { session, visitor in
                    session.declare(exchange, visitor, knows: body.knows)
                }
            case "/api/join":
                return byLink(try LinkRequest(request.body).secret, request) { session, visitor in
                    session.join(exchange, visitor)
                }
            case "/api/ticket": return ticket(try SeatRequest(request.body).seat, request)
            case "/api/feeling":
                let body = try FeelingRequest(request.body)
                return atSeat(body.seat, request) { $0.feel(body.feeling, exchange, at: body.seat) }
            case "/api/afterword":
                let body = try AfterwordRequest(request.body)
                return atSeat(body.seat, request) { $0.take(body, exchange) }
            case "/api/record":
                let draft = try RecordDraft(request.body)
                return atSeat(draft.seat, request) { $0.save(draft, exchange) }
            case "/api/review":
                let review = try ReviewRequest(request.body)
                return atSeat(review.seat, request) { $0.review(review, exchange) }
            case "/api/export":
                let body = try ExportRequest(request.body)
                return atSeat(body.seat, request) { $0.export(body, exchange) }
            case "/api/record/sign":
                let body = try SignRequest(request.body)
                return atSeat(body.seat, request) { $0.sign(body, exchange) }
            case "/api/record/addendum":
                let body = try AddendumRequest(request.body)
                return atSeat(body.seat, request) { $0.add(body, exchange) }
            case "/api/record/check":
                let body = try CheckRequest(request.body)
                return atSeat(body.seat, request) { $0.check(body, exchange) }
            case "/api/cover":
                let body = try CoverRequest(request.body)
                return byLink(body.secret, request) { session, visitor in
                    session.answerCover(exchange, visitor, body.cover)
                }
            case "/api/support":
                let seat = try SeatRequest(request.body).seat
                return atSeat(seat, request) { $0.askForSupport(exchange, by: seat) }
            case "/api/own-record/sign":
                let body = try CountersignRequest(request.body)
                return atSeat(body.seat, request) { $0.countersign(exchange, body) }
            case _: return .respond(HTTPResponse(.notFound))
            }
        } catch {
            return .respond(ErrorAnswer(code: error.code).response)
        }
    }

    private func byLink(
        _ secret: Secret,
        _ request: HTTPRequest,
        _ body: @escaping @Sendable (isolated SessionActor, Visitor) -> Void
    ) -> HTTPOutcome {
        guard let place = services.doorkeeper.place(link: secret.text) else {
            return .respond(services.linkNotUsable)
        }
        let others = services.others(than: place.person, in: request)
        let visitor = Visitor(seat: place.seat, alsoUsedBy: others)
        return hand(to: place.session) { body($0, visitor) }
    }

    private func ticket(_ seat: SeatID, _ request: HTTPRequest) -> HTTPOutcome {
        guard let place = services.place(of: seat, in: request) else {
            return .respond(ErrorAnswer(code: .seatNotKnown).response)
        }
        let others = services.others(than: place.person, in: request)
        let ticket = services.doorkeeper.issueTicket(
            for: place,
            alsoUsedBy: others,
            at: services.clock.now.uptime
        )
        guard let secret = Secret(ticket) else {
            return .respond(HTTPResponse(.internalServerError))
        }
        return .respond(TicketAnswer(ticket: secret).json.response())
    }

    private func atSeat(
        _ seat: SeatID,
        _ request: HTTPRequest,
        _ body: @escaping @Sendable (isolated SessionActor) -> Void
    ) -> HTTPOutcome {
        guard let place = services.place(of: seat, in: request) else {
            return .respond(ErrorAnswer(code: .seatNotKnown).response)
        }
        return hand(to: place.session, body)
    }

    /// The session answers, on its own loop.
    private func hand(
        to session: SessionActor,
        _ body: @escaping @Sendable (isolated SessionActor) -> Void
    ) -> HTTPOutcome {
        session.loop.post { _ in session.assumeIsolated { body($0) } }
        return .later
    }

    /// The page that asks was served by us, under a name that is ours (OWASP ASVS 4.4.2).
    private func isOwnOrigin(_ request: HTTPRequest) -> Bool {
        guard let host = request.fields[.host], services.hosts.contains(Self.name(of: host)) else {
            return false
        }
        return request.fields[.origin] == "https://\(host)"
    }

    /// A host without its port.
    private static func name(of host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }

    static let subprotocol = "contact-broker.v1"
    private static let text = "text/plain; charset=utf-8"
    private static let nothingHere = Array("There is nothing at this address.\n".utf8)
}

/// Whoever opened a link, and whose seats the same browser holds besides.
struct Visitor: Sendable {
    let seat: SeatID
    let alsoUsedBy: Set<PersonID>
}

extension JSONValue {
    func response(_ status: HTTPStatus = .ok) -> HTTPResponse {
        HTTPResponse(
            status,
            type: "application/json; charset=utf-8",
            body: JSONWriter.bytes(self)
        )
    }
}

extension ErrorAnswer {
    var response: HTTPResponse {
        json.response(HTTPStatus(code: code.status) ?? .internalServerError)
    }
}
