import Broker
import Foundation
import HTTPWire
import JSON
import Synchronization
import TLS
import TestSupport
import Transport

/// Somebody with a link and a browser, in script: looks, agrees, joins, and talks on a WebSocket.
final class Visitor: Sendable {
    let name: String
    private let secret: String
    private let server: ServerEndpoint
    private let loop: EventLoop
    private let state = Mutex(State())

    private struct State {
        var cookies: [String: String] = [:]
        var seat = ""
        var stream: WebSocketStream?
        var snapshot: JSONValue?
        var replies: [Int64: JSONValue] = [:]
        var others: [JSONValue] = []
        var raw: [String] = []
        var lastID: Int64 = 0
        var hasEnded = false
    }

    init(_ name: String, _ secret: String, port: UInt16, loop: EventLoop, authority: String? = nil)
        throws
    {
        self.name = name
        self.secret = secret
        self.loop = loop
        server = ServerEndpoint(
            address: "127.0.0.1",
            port: port,
            serverName: House.host,
            context: try TLSClientContext(
                authorityFile: try authority ?? TestAuthority.shared.get().authorityFile
            )
        )
    }

    var seat: String { state.withLock { $0.seat } }
    var snapshot: JSONValue? { state.withLock { $0.snapshot } }
    var phase: String? { snapshot?["phase"]?.string }
    /// Everything the server has sent, as text.
    var raw: String { state.withLock { $0.raw.joined(separator: "\n") } }
    var rawTexts: [String] { state.withLock { $0.raw } }
    var rawCount: Int { state.withLock { $0.raw.count } }
    var messages: [JSONValue] { state.withLock { $0.others } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }
    /// How the server closed the connection.
    var closeCode: WebSocketCloseCode? {
        guard case .closedByPeer(let code, _)? = state.withLock({ $0.stream?.end }) else {
            return nil
        }
        return code
    }

    /// Another person's seats, in the same browser.
    func borrowCookies(from other: Visitor) {
        let cookies = other.state.withLock { $0.cookies }
        state.withLock { $0.cookies.merge(cookies) { mine, _ in mine } }
    }

    // MARK: HTTP

    func post(_ path: String, _ body: JSONValue, origin: String = "https://\(House.host)")
        async throws
        -> (status: Int, json: JSONValue)
    {
        try await send(.post, path, JSONWriter.bytes(body), origin)
    }

    func get(_ path: String) async throws -> (status: Int, json: JSONValue) {
        try await send(.get, path, [], nil)
    }

    private func send(_ method: HTTPMethod, _ path: String, _ body: [UInt8], _ origin: String?)
        async throws -> (status: Int, json: JSONValue)
    {
        guard let target = HTTPTarget(path) else { throw HouseError.ended(path) }
        var fields = HTTPFields([.host: House.host])
        if let origin { fields.add(.origin, origin) }
        let cookies = state.withLock { $0.cookies }
        if !cookies.isEmpty {
            fields.add(.cookie, cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        let request = HTTPRequest(method, target, fields: fields, body: body)
        let response = try await HTTPClient.send(request, to: server, on: loop)
        if let cookie = response.fields[.setCookie]?.split(separator: ";").first {
            let pair = cookie.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { state.withLock { $0.cookies[pair[0]] = pair[1] } }
        }
        let text = String(decoding: response.body, as: UTF8.self)
        state.withLock { $0.raw.append(text) }
        return (
            response.status.code, (try? JSONParser.parse(response.body, limits: .file)) ?? .null
        )
    }

    func look() async throws -> (status: Int, json: JSONValue) {
        try await post("/api/look", ["secret": .string(secret)])
    }

    func agree(in language: String = "") async throws -> Int {
        let body: JSONValue = [
            "secret": .string(secret), "agrees": true, "language": .string(language),
        ]
        return try await post("/api/agree", body).status
    }

    func declare(knows: Bool) async throws -> Int {
        let body: JSONValue = ["secret": .string(secret), "knows": .bool(knows)]
        return try await post("/api/declare", body).status
    }

    func cover(_ cover: String) async throws -> Int {
        let body: JSONValue = ["secret": .string(secret), "cover": .string(cover)]
        return try await post("/api/cover", body).status
    }

    /// Presses Join, and opens the WebSocket.
    func join(in language: String? = nil) async throws {
        let answer = try await post("/api/join", ["secret": .string(secret)])
        guard answer.status == 200, let seat = answer.json["seat"]?.string else {
            throw HouseError.refused(answer.status, answer.json)
        }
        state.withLock { $0.seat = seat }
        try await connect(in: language)
    }

    func joinStatus() async throws -> Int {
        try await post("/api/join", ["secret": .string(secret)]).status
    }

    // MARK: WebSocket

    /// Opens a WebSocket and says hello; as a second device it leaves the first where it is.
    func connect(
        resume: String? = nil,
        asSecond isSecond: Bool = false,
        in language: String? = nil
    ) async throws {
        let seat = seat
        let ticket = try await post("/api/ticket", ["seat": .string(seat)])
        guard let text = ticket.json["ticket"]?.string, let target = HTTPTarget("/signal") else {
            throw HouseError.refused(ticket.status, ticket.json)
        }
        let request = WebSocketRequest(
            target,
            subprotocol: "contact-broker.v1",
            fields: HTTPFields([.origin: server.origin])
        )
        let stream = try await WebSocketClient.open(request, at: server, on: loop)
        if !isSecond {
            state.withLock {
                $0.stream = stream
                $0.hasEnded = false
            }
        }
        Task {
            for await bytes in stream.texts { self.take(bytes) }
            self.state.withLock { if $0.stream === stream { $0.hasEnded = true } }
        }
        var hello: JSONObject = JSONObject()
        hello.insert("hello", at: "type")
        hello.insert(.integer(nextID()), at: "id")
        hello.insert(1, at: "version")
        hello.insert(.string(text), at: "ticket")
        if let resume { hello.insert(.string(resume), at: "resume") }
        if let language { hello.insert(.string(language), at: "language") }
        stream.send(JSONWriter.bytes(.object(hello)))
    }

    private func nextID() -> Int64 {
        state.withLock {
            $0.lastID += 1
            return $0.lastID
        }
    }

    private func take(_ bytes: [UInt8]) {
        guard let json = try? JSONParser.parse(bytes, limits: .file) else { return }
        let type = json["type"]?.string
        state.withLock { state in
            state.raw.append(String(decoding: bytes, as: UTF8.self))
            switch type {
            case "state": state.snapshot = json
            case "done", "refused": json["id"]?.integer.map { state.replies[$0] = json }
            case _: state.others.append(json)
            }
        }
        switch type {
        case "state": if json["media"]?["canPublish"] == true { publish() }
        case "downlinkOffer":
            guard let offer = json["offer"] else { return }
            send(["type": "subscribeAnswer", "offer": offer, "sdp": .string(Self.description)])
        case _: break
        }
    }

    private func publish() { send(["type": "publish", "sdp": .string(Self.description)]) }

    /// Sends a request; its id.
    @discardableResult
    func send(_ message: JSONValue) -> Int64 {
        let id = nextID()
        var object = message.object ?? JSONObject()
        object.insert(.integer(id), at: "id")
        sendRaw(JSONWriter.text(.object(object)))
        return id
    }

    func sendRaw(_ text: String) { state.withLock { $0.stream }?.send(text) }

    /// A truthful beat of a page that sees and hears everybody; counts with the clock.
    func beat(seeing seats: [String], visible: Bool = true) {
        let count = Int64(Date.now.timeIntervalSince1970 * 1000)
        let feeds = seats.map { seat -> JSONValue in
            ["seat": .string(seat), "frames": .integer(count), "audio": .integer(count)]
        }
        sendRaw(
            JSONWriter.text(["type": "beat", "visible": .bool(visible), "feeds": .array(feeds)])
        )
    }

    /// The connection breaks without a goodbye.
    func vanish() { state.withLock { $0.stream }?.cut() }

    /// The answer to a request.
    func reply(to id: Int64) async throws -> JSONValue {
        try await wait("the answer to request \(id)") { state.withLock { $0.replies[id] } }
    }

    /// Asks, and gives the answer's type: done or refused.
    func ask(_ message: JSONValue) async throws -> JSONValue { try await reply(to: send(message)) }

    func wait(forPhase phase: String) async throws {
        _ = try await wait("phase \(phase), not \(self.phase ?? "none")") {
            self.phase == phase ? true : nil
        }
    }

    func wait<Value>(_ what: String, for value: () -> Value?) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < deadline {
            if let value = value() { return value }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw HouseError.tookTooLong("\(name) waited for \(what)")
    }

    private static let description = ScriptedDescription.text
}
