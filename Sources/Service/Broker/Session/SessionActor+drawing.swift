import Casework
import Safeguards
import Sessions
import Signalling
import Transport

/// Drawing together: pieces of lines, passed on while the session is live and never written anywhere.
extension SessionActor {
    /// A piece that may not pass now is dropped: a hold may overtake what was drawn before it.
    func received(_ stroke: Stroke, of seat: SeatID, from socket: WebSocket) {
        guard guarded.state.hasDrawing, guarded.state.role(seat)?.draws == true,
            drawing.admits(seat, at: clock.now.uptime), mayDraw(seat)
        else { return }
        drawing.add(stroke, by: seat, from: socket)
        tendDrawing()
    }

    /// After every input: whoever may see the page gets what they have not got yet; nobody while held.
    func tendDrawing() {
        guard guarded.state.hasDrawing else { return }
        guard guarded.state.phase.isOpen else {
            drawing = Drawing()
            return
        }
        drawing.forget(besides: Set(attached.keys))
        guard guarded.isOpen else { return }
        for (seat, socket) in current where guarded.state.seat(seat).place == .room {
            let news = drawing.news(for: socket)
            guard guarded.state.role(seat)?.hasMedia == true else { continue }
            for line in news { send(.stroke(line.seat, line.stroke), to: socket) }
        }
    }

    /// Asked for each piece, and never cached; a no drops it, and is not worth an entry each time.
    private func mayDraw(_ seat: SeatID) -> Bool {
        guarded.isOpen
            && guarded.ask(PolicyQuestion(.drawTogether, subject: seat), at: clock.now).isAllowed
    }
}
