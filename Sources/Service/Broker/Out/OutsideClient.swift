import Dispatch
import HTTPWire
import TLS
import Transport

/// Sends requests to hosts outside, to the very address that was looked at: a second look-up could lead elsewhere.
///
/// An address in a private network is refused unless the host is one of `insideHosts`.
struct OutsideClient: Sendable {
    let loop: EventLoop
    let trust: TLSClientContext
    let insideHosts: Set<String>

    enum Failure: Error {
        case nameUnknown
        case addressNotAllowed
        case web(WebClientError)
    }

    /// `done` is called once, on the loop's thread; `turn` chooses among the host's addresses.
    func send(
        _ request: HTTPRequest,
        to receiver: ReceiverURL,
        turn: Int = 0,
        isHeadEnough: Bool = false,
        done: @escaping @Sendable (Result<HTTPResponse, Failure>) -> Void
    ) {
        // The resolver blocks.
        DispatchQueue.global().async {
            let addresses = NumericAddress.addresses(of: receiver.host)
            loop.post { loop in
                guard !addresses.isEmpty else { return done(.failure(.nameUnknown)) }
                guard insideHosts.contains(receiver.host) || addresses.allSatisfy(\.isPublic) else {
                    return done(.failure(.addressNotAllowed))
                }
                let server = ServerEndpoint(
                    address: addresses[Int(UInt(bitPattern: turn) % UInt(addresses.count))]
                        .description,
                    port: receiver.port,
                    serverName: receiver.host,
                    context: trust
                )
                HTTPClient.send(
                    request,
                    to: server,
                    on: loop,
                    timeout: Self.answerTime,
                    isHeadEnough: isHeadEnough
                ) { result in done(result.mapError(Failure.web)) }
            }
        }
    }

    /// Standard Webhooks 1.0, section "Request timeouts": 15 to 30 s.
    private static let answerTime = Duration.seconds(20)
}
