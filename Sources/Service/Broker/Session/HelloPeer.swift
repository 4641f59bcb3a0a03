import Casework
import HTTPWire
import JSON
import Sessions
import Signalling
import Transport

/// A WebSocket before it has said who it is: one hello with a good ticket, then it moves to its
/// session's loop.
final class HelloPeer: WebSocketPeer {
    private let socket: WebSocket
    private let doorkeeper: Doorkeeper
    private let clock: BrokerClock

    init(_ socket: WebSocket, _ doorkeeper: Doorkeeper, _ clock: BrokerClock) {
        self.socket = socket
        self.doorkeeper = doorkeeper
        self.clock = clock
    }

    func opened(loop: isolated EventLoop) {
        let welcome = ServerMessage.welcome(serverTime: clock.now.civil.milliseconds)
        socket.send(welcome.bytes, loop: loop)
    }

    func received(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict {
        var bytes: [UInt8] = []
        bytes.append(copying: text)
        guard case .hello(let id, let hello)? = try? ClientMessage.parse(bytes),
            let ticket = doorkeeper.redeem(ticket: hello.ticket.text, at: clock.now.uptime)
        else {
            let bye = ServerMessage.bye(.notAllowed, message: ErrorCode.seatNotKnown.sentence)
            socket.send(bye.bytes, loop: loop)
            return .close(closeCode, reason: "")
        }
        let session = ticket.place.session
        let seat = ticket.place.seat
        return .move(to: session.loop) { socket, _ in
            let peer = SeatPeer(socket, session)
            peer.introduce(id, seat, ticket.alsoUsedBy, hello)
            return peer
        }
    }

    func closed(_ end: WebSocketEnd, loop: isolated EventLoop) {}

    private var closeCode: WebSocketCloseCode {
        WebSocketCloseCode(CloseCode.refused.rawValue) ?? .policyViolation
    }
}
