import Foundation
import HTTPWire
import JSON
import Media
import TLS
import Transport

/// Somebody of the play: a link, and a browser in script that speaks over real TLS.
final class Player: Sendable {
    let name: String
    private let secret: String
    private let server: ServerEndpoint
    private let loop: EventLoop
    private let state = Guarded(State())

    private struct State {
        var cookies: [String: String] = [:]
        var seat = ""
        var stream: WebSocketStream?
        var snapshot: JSONValue?
        var replies: [Int64: JSONValue] = [:]
        var bye: String?
        var raw: [String] = []
        var lastID: Int64 = 0
        var isLooking = true
        var lastBeat = ContinuousClock.now
    }

    struct Answer {
        let status: Int
        let json: JSONValue
    }

    init(_ name: String, _ secret: String, at server: ServerEndpoint, on loop: EventLoop) {
        self.name = name
        self.secret = secret
        self.server = server
        self.loop = loop
    }

    var seat: String { state.withLock { $0.seat } }
    var snapshot: JSONValue? { state.withLock { $0.snapshot } }
    var phase: String? { snapshot?["phase"]?.string }
    var place: String? { snapshot?["you"]?["place"]?.string }
    var sentence: String { snapshot?["sentence"]?.string ?? "" }
    /// The server's goodbye, once it has been said.
    var bye: String? { state.withLock { $0.bye } }
    /// Everything this browser was ever sent, as text.
    var received: String { state.withLock { $0.raw.joined(separator: "\n") } }
    var lastBeat: ContinuousClock.Instant { state.withLock { $0.lastBeat } }

    /// Another person's seats too, as in a browser that both have used.
    func borrowBrowser(of other: Player) {
        let cookies = other.state.withLock { $0.cookies }
        state.withLock { $0.cookies.merge(cookies) { mine, _ in mine } }
    }

    // MARK: The link

    func look() async throws(PlayStop) -> Answer { try await post("/api/look", byLink) }

    func agree() async throws(PlayStop) -> Answer {
        try await post("/api/agree", ["secret": .string(secret), "agrees": true])
    }

    /// An interpreter's answer whether they know anybody in the family.
    func declare(knows: Bool) async throws(PlayStop) -> Answer {
        try await post("/api/declare", ["secret": .string(secret), "knows": .bool(knows)])
    }

    /// Presses Join; the seat is this browser's from now on.
    func takeSeat() async throws(PlayStop) -> Answer {
        let answer = try await post("/api/join", byLink)
        if let seat = answer.json["seat"]?.string { state.withLock { $0.seat = seat } }
        return answer
    }

    /// Takes the seat, connects, and waits in a waiting room of their own.
    func arrive() async throws(PlayStop) {
        let answer = try await takeSeat()
        guard answer.status == 200 else {
            throw PlayStop("\(name) could not take the seat: \(JSONWriter.text(answer.json))")
        }
        try await connect()
        try await wait("in the waiting room") { $0.place == "waiting" }
    }

    func get(_ path: String) async throws(PlayStop) -> Answer { try await send(.get, path, []) }

    func post(_ path: String, _ body: JSONValue) async throws(PlayStop) -> Answer {
        try await send(.post, path, JSONWriter.bytes(body))
    }

    private var byLink: JSONValue { ["secret": .string(secret)] }

    private func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8])
        async throws(PlayStop) -> Answer
    {
        guard let target = HTTPTarget(path) else { throw PlayStop("\(path) is no address.") }
        var fields = HTTPFields()
        if method == .post { fields.add(.origin, server.origin) }
        let cookies = state.withLock { $0.cookies }
        if !cookies.isEmpty {
            fields.add(.cookie, cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        let request = HTTPRequest(method, target, fields: fields, body: body)
        let response: HTTPResponse
        do throws(WebClientError) {
            response = try await HTTPClient.send(request, to: server, on: loop)
        } catch {
            throw PlayStop("\(name) got no answer to \(path): \(error)")
        }
        let text = String(decoding: response.body, as: UTF8.self)
        state.withLock { state in
            state.raw.append(text)
            let pair = response.fields[.setCookie]?.split(separator: ";").first?
                .split(separator: "=", maxSplits: 1).map(String.init)
            if let pair, let name = pair.first, let value = pair.last, pair.count == 2 {
                state.cookies[name] = value
            }
        }
        let json = (try? JSONParser.parse(response.body, limits: .file)) ?? .null
        return Answer(status: response.status.code, json: json)
    }

    // MARK: The connection

    /// Opens a WebSocket and says hello.
    func connect() async throws(PlayStop) {
        let ticket = try await post("/api/ticket", ["seat": .string(seat)])
        guard let text = ticket.json["ticket"]?.string, let target = HTTPTarget("/signal") else {
            throw PlayStop("\(name) got no ticket: \(JSONWriter.text(ticket.json))")
        }
        let request = WebSocketRequest(
            target,
            subprotocol: Router.subprotocol,
            fields: HTTPFields([.origin: server.origin])
        )
        let stream: WebSocketStream
        do throws(WebClientError) {
            stream = try await WebSocketClient.open(request, at: server, on: loop)
        } catch {
            throw PlayStop("\(name) got no connection: \(error)")
        }
        state.withLock { state in
            state.stream = stream
            state.snapshot = nil
            state.bye = nil
        }
        Task { for await bytes in stream.texts { self.take(bytes) } }
        send(["type": "hello", "version": 1, "ticket": .string(text)])
    }

    /// Cuts the connection without a word.
    func vanish() { state.withLock { $0.stream }?.cut() }

    /// Whether the page looks at the session, and so says each moment what it sees and hears.
    func look(_ isLooking: Bool) { state.withLock { $0.isLooking = isLooking } }

    /// The beat of a page that sees and hears everybody in `seats`, unless it does not look.
    func beat(seeing seats: [String]) {
        let isLooking = state.withLock { state in
            if state.isLooking, state.stream != nil { state.lastBeat = .now }
            return state.isLooking
        }
        guard isLooking else { return }
        let count = Int64(Date.now.timeIntervalSince1970 * 1000)
        let feeds = seats.filter { $0 != seat }.map { seat -> JSONValue in
            ["seat": .string(seat), "frames": .integer(count), "audio": .integer(count)]
        }
        write(["type": "beat", "visible": true, "feeds": .array(feeds)])
    }

    /// Asks, and gives the answer: `done`, or `refused` with its reason.
    func ask(_ message: JSONValue) async throws(PlayStop) -> JSONValue {
        let id = send(message)
        return try await wait("an answer") { player in
            player.state.withLock { $0.replies[id] }
        }
    }

    /// Sends a request, and waits for nothing.
    @discardableResult
    func send(_ message: JSONValue) -> Int64 {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        var object = message.object ?? JSONObject()
        object.insert(.integer(id), at: "id")
        write(.object(object))
        return id
    }

    private func write(_ message: JSONValue) {
        state.withLock { $0.stream }?.send(JSONWriter.bytes(message))
    }

    private func take(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.parse(bytes, limits: .file) else { return }
        state.withLock { state in
            state.raw.append(String(decoding: bytes, as: UTF8.self))
            switch json["type"]?.string {
            case "state": state.snapshot = json
            case "done", "refused": json["id"]?.integer.map { state.replies[$0] = json }
            case "bye": state.bye = json["message"]?.string
            case _: break
            }
        }
        if json["media"]?["canPublish"] == true {
            send(["type": "publish", "sdp": .string(ScriptedMediaPlane.description)])
        } else if json["type"] == "downlinkOffer", let offer = json["offer"] {
            let sdp = JSONValue.string(ScriptedMediaPlane.description)
            send(["type": "subscribeAnswer", "offer": offer, "sdp": sdp])
        }
    }

    // MARK: Waiting

    /// Until the page is as described, at most so long; throws if it never is.
    func wait(_ what: String, until isTrue: (Player) -> Bool) async throws(PlayStop) {
        guard await shows(isTrue) else { throw PlayStop("\(name) is not \(what).") }
    }

    private func wait<Value: Sendable>(_ what: String, for value: (Player) -> Value?)
        async throws(PlayStop) -> Value
    {
        var found: Value?
        _ = await shows {
            found = value($0)
            return found != nil
        }
        guard let found else { throw PlayStop("\(name) got no \(what).") }
        return found
    }

    /// Whether the page comes to be as described.
    func shows(within limit: Duration = .seconds(6), _ isTrue: (Player) -> Bool) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isTrue(self) {
            guard ContinuousClock.now < deadline else { return false }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return true
    }
}

/// The play cannot go on.
struct PlayStop: Error {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
