package import Transport
import SessionDescription

/// A media plane without media, for plays and tests: the same rules, everything acknowledged at
/// once, one fixed text for every description.
///
/// Uplinks and downlinks come up as soon as they are answered. Entered on its loop by
/// `assumeIsolated`, or by `await`.
package actor ScriptedMediaPlane: MediaPlane, LoopPinned {
    package nonisolated let loop: EventLoop
    private let tell: MediaEventHandler
    private var room: MediaRoom?

    package init(loop: EventLoop, tell: @escaping MediaEventHandler) {
        self.loop = loop
        self.tell = tell
    }

    package func perform(_ order: MediaOrder, loop: isolated EventLoop) {
        assumeIsolated { $0.perform(order) }
    }

    /// True if packets of `from` would reach `to` now.
    package func flows(from: SeatName, to: SeatName) -> Bool {
        room?.flows(from: from, to: to) ?? false
    }

    /// The process is lost, as if it had been killed.
    package func lose(_ loss: MediaLoss) {
        guard room != nil else { return }
        room = nil
        post(.lost(loss))
    }

    private func perform(_ order: MediaOrder) {
        switch order {
        case .start:
            room = MediaRoom()
            post(.ready(pid: 0, version: "scripted"))
        case .end:
            room = nil
            post(.ended)
        case .join(let seat), .publish(let seat, _), .answer(let seat, _, _), .remove(let seat):
            if room == nil {
                post(.refused(seat, .notReady))
            } else {
                carryOut(order)
            }
        case .open:
            if room == nil {
                post(.fact("not opened: no media process"))
            } else {
                carryOut(order)
            }
        case .close:
            if room == nil {
                post(.closed(milliseconds: 0))
            } else {
                carryOut(order)
            }
        }
    }

    private func carryOut(_ order: MediaOrder) {
        var waiting = room?.perform(order) ?? []
        while !waiting.isEmpty {
            let outcomes = waiting.flatMap(carryOut)
            waiting = outcomes.flatMap { room?.learn($0) ?? [] }
        }
    }

    private func carryOut(_ step: MediaStep) -> [MediaOutcome] {
        guard let description = try? SessionDescription.parse(Self.description) else { return [] }
        switch step {
        case .admit(let feed): return [.joined(feed)]
        case .publish(let feed, _):
            return [.published(feed, streams: ["0"], answer: description)]
        case .mute(let feed, _): return [.muted(feed)]
        case .unmute(let feed, _): return [.unmuted(feed)]
        case .subscribe(let feed, let adding, _):
            let feeds = adding.enumerated().map { (String($0.offset), $0.element) }
            return [.offered(feed, description, Dictionary(feeds) { first, _ in first })]
        case .start(let feed, _): return [.started(feed), .downlinkUp(feed)]
        case .dismiss(let feed): return [.dismissed(feed)]
        case .settle: return []
        case .settled: post(.closed(milliseconds: 0))
        case .tell(let event): post(event)
        case .offer(let seat, let offer, _, let feeds):
            post(.downlinkOffer(seat, offer: offer, sdp: Self.description, feeds: feeds))
        case .answer(let feed, _):
            post(.uplinkAnswer(feed.seat, sdp: Self.description))
            return [.uplinkUp(feed)]
        }
        return []
    }

    private func post(_ event: MediaEvent) { loop.post { [tell] in tell(event, $0) } }

    /// What it sends for every offer and answer, and takes for one: sound only.
    package static let description = [
        "v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "a=group:BUNDLE 0",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111", "c=IN IP4 0.0.0.0", "a=mid:0", "a=sendrecv",
        "a=rtpmap:111 opus/48000/2", "a=ice-ufrag:play", "a=ice-pwd:playplayplayplayplayplay",
        "a=setup:active",
        "a=fingerprint:sha-256 " + Array(repeating: "00", count: 32).joined(separator: ":"),
        "a=rtcp-mux", "a=end-of-candidates",
    ].map { $0 + "\r\n" }.joined()
}
