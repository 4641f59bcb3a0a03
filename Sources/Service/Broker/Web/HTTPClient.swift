package import HTTPWire
package import Transport

/// One request over a connection of its own: for tests, play and small deliveries.
package enum HTTPClient {
    /// Sends the request, Host and `Connection: close` added, and waits for the whole answer.
    ///
    /// The answer must come within `timeout`, once TLS is done (10 s for that).
    package static func send(
        _ request: HTTPRequest,
        to server: ServerEndpoint,
        on loop: EventLoop,
        timeout: Duration = .seconds(30)
    ) async throws(WebClientError) -> HTTPResponse {
        let result = await withCheckedContinuation { continuation in
            send(request, to: server, on: loop, timeout: timeout) {
                continuation.resume(returning: $0)
            }
        }
        return try result.get()
    }

    /// The same, with the answer on the loop's thread; `done` is called once.
    ///
    /// With `isHeadEnough` the answer's body is neither waited for nor read, whatever its form.
    package static func send(
        _ request: HTTPRequest,
        to server: ServerEndpoint,
        on loop: EventLoop,
        timeout: Duration = .seconds(30),
        isHeadEnough: Bool = false,
        done: @escaping @Sendable (Result<HTTPResponse, WebClientError>) -> Void
    ) {
        var request = request
        request.fields.addMissing(HTTPFields([.host: server.host, .connection: "close"]))
        loop.post { [request] loop in
            do throws(TransportError) {
                try loop.connect(
                    address: server.address,
                    port: server.port,
                    context: server.context,
                    serverName: server.serverName
                ) { id, _ in HTTPClientConnection(id, request, timeout, isHeadEnough, done) }
            } catch {
                done(.failure(.notConnected(error)))
            }
        }
    }
}

private final class HTTPClientConnection: ConnectionHandler {
    private let id: ConnectionID
    private let request: HTTPRequest
    private let timeout: Duration
    private var parser: HTTPResponseParser
    private var done: ((Result<HTTPResponse, WebClientError>) -> Void)?

    init(
        _ id: ConnectionID,
        _ request: HTTPRequest,
        _ timeout: Duration,
        _ isHeadEnough: Bool,
        _ done: @escaping (Result<HTTPResponse, WebClientError>) -> Void
    ) {
        self.id = id
        self.request = request
        self.timeout = timeout
        self.done = done
        parser = HTTPResponseParser(forHead: isHeadEnough || request.method == .head)
    }

    func connectionOpened(loop: isolated EventLoop) {
        loop.setDeadline(timeout, for: id)
        loop.write(to: id) { [request] in request.append(to: &$0) }
    }

    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        var start = 0
        do throws(HTTPError) {
            guard
                let response = try parser.next(bytes.span.extracting(..<count), from: &start)
            else { return .consumed(start) }
            finish(.success(response))
        } catch {
            finish(.failure(.serverMisbehaved(error)))
        }
        return .close
    }

    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) {
        finish(.failure(.connectionEnded(end)))
    }

    private func finish(_ result: Result<HTTPResponse, WebClientError>) {
        done?(result)
        done = nil
    }
}
