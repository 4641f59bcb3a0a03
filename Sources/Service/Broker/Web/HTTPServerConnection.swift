import Foundation
package import HTTPWire
package import Transport

/// A connection that speaks HTTP/1.1: requests in order, one at a time.
package final class HTTPServerConnection: ConnectionHandler {
    private let id: ConnectionID
    private let peer: PeerAddress
    private let defaultFields: HTTPFields
    private let routes: HTTPRoutes
    private var parser = HTTPRequestParser()
    private var exchanges = 0
    /// The request whose answer comes later.
    private var awaited: HTTPRequest?

    /// The greeter of a listener; `defaultFields` are added to each response that lacks them.
    package static func greeter(
        defaultFields: HTTPFields,
        routes: @escaping HTTPRoutes
    ) -> EventLoop.Arrival {
        { id, loop in
            HTTPServerConnection(id, defaultFields: defaultFields, routes: routes, loop: loop)
        }
    }

    package init(
        _ id: ConnectionID,
        defaultFields: HTTPFields,
        routes: @escaping HTTPRoutes,
        loop: isolated EventLoop
    ) {
        self.id = id
        self.defaultFields = defaultFields
        self.routes = routes
        peer = loop.peer(of: id) ?? PeerAddress(text: "")
    }

    package func connectionOpened(loop: isolated EventLoop) {
        loop.setDeadline(Self.requestTime, for: id)
    }

    package func receive(
        _ bytes: inout MutableSpan<UInt8>,
        count: Int,
        loop: isolated EventLoop
    ) -> Reception {
        var start = 0
        while awaited == nil {
            let wasInside = parser.isInsideRequest
            let next: HTTPRequest?
            do throws(HTTPError) {
                next = try parser.next(bytes.span.extracting(..<count), from: &start)
            } catch {
                let fields = HTTPFields([.connection: "close"])
                send(HTTPResponse(error.status, fields: fields), loop: loop)
                return .close
            }
            guard let request = next else {
                if !wasInside, parser.isInsideRequest {
                    loop.setDeadline(Self.requestTime, for: id)
                }
                return .consumed(start)
            }
            if let reception = serve(request, consumed: start, loop: loop) { return reception }
        }
        return .consumed(start)
    }

    /// What ends this reading of requests; nil: go on with the next.
    private func serve(_ request: HTTPRequest, consumed: Int, loop: isolated EventLoop)
        -> Reception?
    {
        exchanges += 1
        let exchange = HTTPExchange(peer: peer, loop: loop, connection: id, number: exchanges)
        switch routes(request, exchange, loop) {
        case .respond(let response):
            return respond(to: request, response, loop: loop) ? nil : .close
        case .later:
            awaited = request
            loop.setDeadline(Self.answerTime, for: id)
            return nil
        case .webSocket(let subprotocol, let settings, let target, let peer):
            let response = WebSocketHandshake.answer(request, subprotocol: subprotocol)
            guard response.status == .switchingProtocols else {
                return respond(to: request, response, loop: loop) ? nil : .close
            }
            loop.write(to: id) { response.append(to: &$0) }
            loop.setDeadline(nil, for: id)
            return .move(consumed: consumed, to: target) { id, loop in
                WebSocketConnection(id, .server, settings, peer, loop: loop)
            }
        }
    }

    func answer(_ number: Int, _ response: HTTPResponse, loop: isolated EventLoop) {
        guard let request = awaited, number == exchanges else { return }
        awaited = nil
        if respond(to: request, response, loop: loop) {
            loop.resume(id)
        } else {
            loop.close(id)
        }
    }

    /// Whether the connection goes on.
    private func respond(
        to request: HTTPRequest,
        _ response: HTTPResponse,
        loop: isolated EventLoop
    ) -> Bool {
        var response = response
        let isLast = request.isLast || response.isLast
        if request.isLast, !response.isLast { response.fields.add(.connection, "close") }
        send(response, forHead: request.method == .head, loop: loop)
        loop.setDeadline(Self.idleTime, for: id)
        return !isLast
    }

    private func send(
        _ response: HTTPResponse,
        forHead: Bool = false,
        loop: isolated EventLoop
    ) {
        var response = response
        response.fields.addMissing(defaultFields)
        let now = Int64(Date.now.timeIntervalSince1970)
        response.fields.addMissing(HTTPFields([.date: HTTPDate.text(secondsSince1970: now)]))
        loop.write(to: id) { response.append(to: &$0, forHead: forHead) }
    }

    /// For a whole request, from its first byte on.
    private static let requestTime = Duration.seconds(10)
    /// Between requests.
    private static let idleTime = Duration.seconds(30)
    /// For an answer that comes later.
    private static let answerTime = Duration.seconds(30)
}
