package import Media
import Safeguards
package import Sessions
import Signalling
package import Transport

/// Makes a session's media plane on its loop; events go to the handler.
package typealias MediaPlaneMaker =
    @Sendable (SessionID, EventLoop, @escaping MediaEventHandler) -> any MediaPlane

/// The session and its media server.
extension SessionActor {
    func carryOut(_ action: MediaAction) {
        switch action {
        case .start:
            media = makeMedia(id, loop) { [self] event, _ in assumeIsolated { $0.learn(event) } }
            perform(.start)
        case .join(let seat):
            if links.hasJoined(seat) { send(.mediaReset, to: seat) }
            if links.join(seat) { order(seat) { .join($0) } }
        case .open(let seats):
            for seat in links.all.subtracting(seats) {
                links.remove(seat)
                order(seat) { .remove($0) }
            }
            perform(.open)
        case .close: perform(.close)
        case .remove(let seat):
            guard links.hasJoined(seat) else { return }
            links.remove(seat)
            order(seat) { .remove($0) }
            send(.mediaReset, to: seat)
        case .end:
            for seat in links.all { send(.mediaReset, to: seat) }
            perform(.end)
            links.lose()
        }
    }

    func publish(
        _ sdp: String,
        _ seat: SeatID,
        _ id: Signalling.RequestID,
        _ socket: WebSocket
    ) {
        guard links.hasJoined(seat) else { return send(.refused(id, .notNow, nil), to: socket) }
        guard links.publish(seat) else {
            let code: ErrorCode = guarded.state.phase == .held ? .held : .alreadyPublished
            return send(.refused(id, code, nil), to: socket)
        }
        send(.done(id), to: socket)
        order(seat) { .publish($0, offer: sdp) }
        tell(isTick: false)
    }

    func answer(
        _ offer: Int64,
        _ sdp: String,
        _ seat: SeatID,
        _ id: Signalling.RequestID,
        _ socket: WebSocket
    ) {
        guard links.hasJoined(seat), let offer = Int(exactly: offer) else {
            return send(.refused(id, .notNow, nil), to: socket)
        }
        send(.done(id), to: socket)
        order(seat) { .answer($0, offer: offer, sdp: sdp) }
    }

    private func order(_ seat: SeatID, _ make: (SeatName) -> MediaOrder) {
        guard let name = SeatName(seat.text) else { return }
        perform(make(name))
    }

    private func perform(_ order: MediaOrder) {
        guard let media else { return }
        loop.assumeIsolated { media.perform(order, loop: $0) }
    }

    private func learn(_ event: MediaEvent) {
        switch event {
        case .ready(_, let version):
            let waiting = links.becomeReady()
            run(.media(.fact("The media server is ready: \(version).")))
            run(.media(.ready))
            for seat in waiting.sorted() { carryOut(.join(seat)) }
            tell(isTick: false)
        case .uplinkAnswer(let name, let sdp):
            seat(name) { send(.uplinkAnswer(sdp: sdp), to: $0) }
        case .downlinkOffer(let name, let offer, let sdp, let feeds):
            seat(name) { seat in
                let list = feeds.sorted { $0.key < $1.key }.compactMap { mid, from in
                    SeatID(from.text).map { ServerMessage.Feed(mid: mid, seat: $0) }
                }
                send(.downlinkOffer(offer: Int64(offer), sdp: sdp, feeds: list), to: seat)
            }
        case .uplinkUp(let name): seat(name) { run(.media(.uplinkUp($0))) }
        case .downlinkUp(let name): seat(name) { run(.media(.downlinkUp($0))) }
        case .uplinkDown(let name):
            seat(name) {
                run(.media(.uplinkDown($0)))
                joinAgain($0)
            }
        case .downlinkDown(let name):
            seat(name) {
                run(.media(.downlinkDown($0)))
                joinAgain($0)
            }
        case .opened, .removed: break
        case .ended: run(.media(.gone))
        case .closed(let milliseconds):
            run(.media(.fact("All sound and picture cut, acknowledged in \(milliseconds) ms.")))
        case .refused(_, let refusal): run(.media(.fact("Media request refused: \(refusal).")))
        case .stranger(let who):
            run(.media(.fact("A stranger was put out of the media room: \(who).")))
        case .fact(let text): run(.media(.fact(text)))
        case .lost(let loss):
            links.lose()
            for seat in current.keys { send(.mediaReset, to: seat) }
            run(.media(.lost(words(for: loss))))
        }
    }

    /// A connection to the media server went while the page is still here: a new generation.
    private func joinAgain(_ seat: SeatID) {
        let isIn =
            guarded.state.talk.map { $0.members.contains(seat) }
            ?? (guarded.state.seat(seat).place == .room)
        guard current[seat] != nil, isIn, links.hasJoined(seat) else { return }
        carryOut(.join(seat))
        tell(isTick: false)
    }

    private func seat(_ name: SeatName, _ body: (SeatID) -> Void) {
        guard let seat = SeatID(name.text) else { return }
        body(seat)
    }

    private func words(for loss: MediaLoss) -> String {
        switch loss {
        case .notInstalled(let sentence): sentence
        case .didNotStart(let reason): "it did not start (\(reason))"
        case .exited(let status): "it exited with status \(status)"
        case .killedUnacknowledged: "killed, because a cut was not acknowledged in time"
        case .killedSilent: "killed, because it no longer answered"
        case .killedMisbehaving(let what): "killed, because it misbehaved (\(what))"
        }
    }
}
