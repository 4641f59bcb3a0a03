import HTTPWire
import Transport

/// A connection that speaks WebSocket, at either end.
final class WebSocketConnection: ConnectionHandler {
    private let id: ConnectionID
    private let role: WebSocketRole
    private let settings: WebSocketSettings
    private let peer: any WebSocketPeer
    private var decoder: WebSocketDecoder
    private var heard: ContinuousClock.Instant
    private var hello: TimerID?
    private var ping: TimerID?
    private var end: WebSocketEnd?

    init(
        _ id: ConnectionID,
        _ role: WebSocketRole,
        _ settings: WebSocketSettings,
        _ maker: WebSocketPeerMaker,
        loop: isolated EventLoop
    ) {
        self.id = id
        self.role = role
        self.settings = settings
        decoder = WebSocketDecoder(role: role)
        heard = loop.now
        peer = maker(WebSocket(loop: loop, connection: id, role: role), loop)
    }

    func connectionOpened(loop: isolated EventLoop) {
        loop.setDeadline(nil, for: id)
        loop.setLaneLimit(settings.laneLimit, for: id)
        if let time = settings.helloTime {
            hello = loop.schedule(after: time) { [id] loop in
                (loop.handler(of: id) as? WebSocketConnection)?.missHello(loop: loop)
            }
        }
        schedulePing(loop: loop)
        peer.opened(loop: loop)
    }

    func receive(_ bytes: inout MutableSpan<UInt8>, count: Int, loop: isolated EventLoop)
        -> Reception
    {
        heard = loop.now
        var start = 0
        while end == nil {
            let next: WebSocketEvent?
            do throws(WebSocketError) {
                next = try decoder.next(&bytes, from: &start, count: count)
            } catch {
                close(error.closeCode, reason: "", .peerMisbehaved(error), loop: loop)
                break
            }
            guard let event = next else { return .consumed(start) }
            let verdict: WebSocketVerdict
            switch event {
            case .text(.inPlace(let range)):
                verdict = take(bytes.span.extracting(range), loop: loop)
            case .text(.assembled(let text)): verdict = take(text.span, loop: loop)
            case .binary: verdict = .close(.unsupportedData, reason: "text only")
            case .ping(let payload):
                verdict = .goOn
                write(.pong, payload, loop: loop)
            case .pong: verdict = .goOn
            case .close(let code, let reason):
                verdict = .goOn
                let end = WebSocketEnd.closedByPeer(code, reason: reason)
                close(code ?? .normal, reason: "", end, loop: loop)
            }
            switch verdict {
            case .goOn: continue
            case .close(let code, let reason):
                close(code, reason: reason, .closedHere(code), loop: loop)
            case .move(let target, let maker):
                guard end == nil else { continue }
                return move(consumed: start, to: target, maker, loop: loop)
            }
        }
        return .consumed(count)
    }

    func sayGoodbye(loop: isolated EventLoop) {
        close(.goingAway, reason: "", .closedHere(.goingAway), loop: loop)
    }

    func connectionClosed(_ end: ConnectionEnd, loop: isolated EventLoop) {
        cancelTimers(loop: loop)
        peer.closed(self.end ?? .lost(end), loop: loop)
    }

    /// Says why and closes, unless that was done before.
    func close(
        _ code: WebSocketCloseCode,
        reason: String,
        _ end: WebSocketEnd,
        loop: isolated EventLoop
    ) {
        guard self.end == nil else { return }
        self.end = end
        loop.write(to: id) { [role] out in
            WebSocketFrame.appendClose(code, reason: reason, mask: role.freshMask(), to: &out)
        }
        loop.close(id)
    }

    private func take(_ text: Span<UInt8>, loop: isolated EventLoop) -> WebSocketVerdict {
        if let timer = hello {
            loop.cancel(timer)
            hello = nil
        }
        return peer.received(text, loop: loop)
    }

    private func move(
        consumed: Int,
        to target: EventLoop,
        _ maker: @escaping WebSocketPeerMaker,
        loop: isolated EventLoop
    ) -> Reception {
        cancelTimers(loop: loop)
        var settings = settings
        settings.helloTime = nil
        return .move(consumed: consumed, to: target) { [role, settings] id, loop in
            WebSocketConnection(id, role, settings, maker, loop: loop)
        }
    }

    // MARK: Time

    private func missHello(loop: isolated EventLoop) {
        close(.policyViolation, reason: "no hello", .peerSaidNothing, loop: loop)
    }

    private func schedulePing(loop: isolated EventLoop) {
        ping = loop.schedule(after: settings.pingInterval) { [id] loop in
            (loop.handler(of: id) as? WebSocketConnection)?.pingOrGiveUp(loop: loop)
        }
    }

    private func pingOrGiveUp(loop: isolated EventLoop) {
        guard heard.duration(to: loop.now) < settings.pingInterval * 2 else {
            end = end ?? .peerWentSilent
            return loop.cut(id)
        }
        write(.ping, [], loop: loop)
        schedulePing(loop: loop)
    }

    private func cancelTimers(loop: isolated EventLoop) {
        for case let timer? in [hello, ping] { loop.cancel(timer) }
    }

    private func write(_ opcode: WebSocketOpcode, _ payload: [UInt8], loop: isolated EventLoop) {
        loop.write(to: id, lane: .control) { [role] out in
            WebSocketFrame.append(opcode, payload.span, mask: role.freshMask(), to: &out)
        }
    }
}
