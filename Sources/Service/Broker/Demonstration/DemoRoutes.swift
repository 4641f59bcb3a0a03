import Casework
import Cryptography
import HTTPWire
import JSON
import Journal
import Sessions
import Signalling
import Transport

/// What only the demo serves: `/demo`, which shows the pages of one session's people at once, and what that page asks for.
///
/// Made by `demo` alone; without it none of these paths exists, and no page can be framed.
package final class DemoRoutes: Sendable {
    private let mediaProblem: String?
    private let state = Guarded(State())

    private struct State {
        var house: DemoHouse?
        /// Pages that read a session's log along; the log says so.
        var readers: [String: SessionID] = [:]
        var isStartingAgain = false
    }

    /// `mediaProblem` says why there is no sound and picture, if there is none.
    init(mediaProblem: String? = nil) { self.mediaProblem = mediaProblem }

    /// From now on.
    func serve(_ house: DemoHouse) { state.withLock { $0.house = house } }

    /// Paths that exist in the demo only.
    static func owns(_ path: String) -> Bool {
        ["/demo", "/api/demo"].contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    // MARK: GET

    /// Nil for what everybody serves.
    func get(_ path: String, _ request: HTTPRequest, _ exchange: HTTPExchange) -> HTTPOutcome? {
        guard let house = state.withLock({ $0.house }) else { return nil }
        switch path {
        case "/api/demo":
            let overview = DemoOverview(
                house,
                plan: request.target.value("plan"),
                mediaProblem: mediaProblem
            )
            return later(exchange) { await overview.json.response() }
        case "/api/demo/log": return log(request, exchange, house)
        case _: return page(path, request, house)
        }
    }

    /// A page with leave to frame, or to be framed.
    private func page(_ path: String, _ request: HTTPRequest, _ house: DemoHouse) -> HTTPOutcome? {
        guard let file = ClientFiles.all[path] else { return nil }
        let framing: Framing
        switch path {
        case "/demo": framing = .ofOwnPages
        case "/join", "/room", "/desk": framing = .inOwnPages
        case _: framing = .nowhere
        }
        let host = "\(house.settings.listen):\(house.service.port)"
        var response = Router.respond(with: file, to: request)
        response.fields.addMissing(securityFields(host: host, framing: framing))
        return .respond(response)
    }

    /// What the log says, for a page whose reading the log knows of.
    private func log(_ request: HTTPRequest, _ exchange: HTTPExchange, _ house: DemoHouse)
        -> HTTPOutcome
    {
        let reader = request.target.value("reader")
        let id = state.withLock { state in reader.flatMap { state.readers[$0] } }
        let seating = house.seatings.last { $0.session.id == id }
        guard let session = seating?.session else {
            return .respond(ErrorAnswer(code: .notAllowed).response)
        }
        return later(exchange) { await session.demoLog().response() }
    }

    // MARK: POST

    /// Nil for what everybody serves; the origin has been checked.
    func post(_ path: String, _ request: HTTPRequest, _ exchange: HTTPExchange) -> HTTPOutcome? {
        guard let house = state.withLock({ $0.house }) else { return nil }
        switch path {
        case "/api/demo/log":
            let plan = request.target.value("plan").flatMap { $0.isEmpty ? nil : $0 }
            return later(exchange) {
                await self.beginReading(house, of: plan ?? Kites.planName)
            }
        case "/api/demo/wrong-link":
            return later(exchange) { await DemoIntruder(house).attempt().response() }
        case "/api/demo/again": return later(exchange) { await self.startAgain(house) }
        case _: return nil
        }
    }

    /// Reading is logged before anything is shown.
    private func beginReading(_ house: DemoHouse, of plan: String) async -> HTTPResponse {
        guard let session = house.newest(of: plan)?.session else { return HTTPResponse(.notFound) }
        let reader = AccessSecret.make(house.random)
        let entry: JSONValue = [
            "service": "logRead", "session": .string(session.id.text), "by": "the demo's page",
        ]
        let draft = Draft(
            stream: StreamID(random: house.random),
            type: EntryType.service.rawValue,
            payload: JSONWriter.bytes(entry)
        )
        guard (try? await house.journal.append([draft])) != nil else {
            return ErrorAnswer(code: .journalFailed).response
        }
        state.withLock { $0.readers[reader] = session.id }
        return (["reader": .string(reader)] as JSONValue).response()
    }

    private func startAgain(_ house: DemoHouse) async -> HTTPResponse {
        let isFirst = state.withLock { state in
            defer { state.isStartingAgain = true }
            return !state.isStartingAgain
        }
        guard isFirst else { return ErrorAnswer(code: .notNow).response }
        defer { state.withLock { $0.isStartingAgain = false } }
        do throws(DemoFailure) { try await house.startAgain() } catch {
            return ErrorAnswer(code: .notNow, message: error.sentence).response
        }
        house.settings.say(DemoReport.links(of: house))
        return ([:] as JSONValue).response()
    }

    private func later(
        _ exchange: HTTPExchange,
        _ answer: @escaping @Sendable () async -> HTTPResponse
    ) -> HTTPOutcome {
        Task { exchange.answer(await answer()) }
        return .later
    }
}
