import CaseRecords
import Media
import Sessions
import Transport

/// The scripted media plane behind the seam, and when the session opened and closed it.
final class WatchedMediaPlane: MediaPlane {
    let plane: ScriptedMediaPlane
    private let id: SessionID
    private let watch: MediaWatch

    init(
        _ id: SessionID,
        _ watch: MediaWatch,
        loop: EventLoop,
        tell: @escaping MediaEventHandler
    ) {
        self.id = id
        self.watch = watch
        plane = ScriptedMediaPlane(loop: loop, tell: tell)
        watch.began(plane, in: id)
    }

    func perform(_ order: MediaOrder, loop: isolated EventLoop) {
        plane.perform(order, loop: loop)
        switch order {
        case .open: watch.note(.opened, in: id)
        case .close, .end: watch.note(.closed, in: id)
        case .start, .join, .publish, .answer, .remove: break
        }
    }
}

/// What the play's media planes did, with the newest entry of the log that was durable then.
final class MediaWatch: Sendable {
    private let state = Guarded(State())

    private struct State {
        var sessions: [SessionID: SessionActor] = [:]
        var planes: [SessionID: ScriptedMediaPlane] = [:]
        var marks: [Mark] = []
    }

    struct Mark: Sendable {
        let what: What
        let at: ContinuousClock.Instant
        /// The number of the last entry that was on the disk.
        let entry: UInt64

        enum What { case opened, closed }
    }

    /// The newest of a kind.
    func last(_ what: Mark.What) -> Mark? {
        state.withLock { $0.marks.last { $0.what == what } }
    }

    func follow(_ session: SessionActor) { state.withLock { $0.sessions[session.id] = session } }

    func plane(of session: SessionID) -> ScriptedMediaPlane? {
        state.withLock { $0.planes[session] }
    }

    fileprivate func began(_ plane: ScriptedMediaPlane, in id: SessionID) {
        state.withLock { $0.planes[id] = plane }
    }

    /// Called on the session's loop.
    fileprivate func note(_ what: Mark.What, in id: SessionID) {
        let now = ContinuousClock.now
        guard let session = state.withLock({ $0.sessions[id] }) else { return }
        let entry = session.assumeIsolated { $0.log.last?.sequence ?? 0 }
        state.withLock { $0.marks.append(Mark(what: what, at: now, entry: entry)) }
    }
}
