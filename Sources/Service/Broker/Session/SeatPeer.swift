import Casework
import HTTPWire
import Sessions
import Signalling
import Transport

/// A seat's WebSocket, on its session's loop: hands messages in, one at a time.
final class SeatPeer: WebSocketPeer {
    private let socket: WebSocket
    private let session: SessionActor

    init(_ socket: WebSocket, _ session: SessionActor) {
        self.socket = socket
        self.session = session
    }

    func introduce(
        _ id: Signalling.RequestID,
        _ seat: SeatID,
        _ alsoUsedBy: Set<PersonID>,
        _ hello: ClientMessage.Hello
    ) {
        session.assumeIsolated { [socket] session in
            session.connect(socket, id, seat, alsoUsedBy, hello)
        }
    }

    func opened(loop: isolated EventLoop) {}

    func received(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict {
        var bytes: [UInt8] = []
        bytes.append(copying: text)
        do throws(SignallingError) {
            let message = try ClientMessage.parse(bytes)
            session.assumeIsolated { [socket] in $0.received(message, from: socket) }
        } catch {
            guard let id = error.id else {
                return .close(.protocolError, reason: error.code.rawValue)
            }
            socket.send(ServerMessage.refused(id, error.code, nil).bytes, loop: loop)
        }
        return .goOn
    }

    func closed(_ end: WebSocketEnd, loop: isolated EventLoop) {
        session.assumeIsolated { [socket] in $0.closed(socket) }
    }
}
