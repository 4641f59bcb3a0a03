import Dispatch
package import JSON
package import Journal
import Synchronization
import TransparencyLog

/// Whether the log takes what happens, and whether it is signed for; told and asked from any thread.
///
/// A full disk passes: what had happened went into the log's reserve, and each second it is tried whether there is
/// room again. A write or a flush that failed does not pass: what became of it is known after a new start.
package final class LogHealth: Sendable {
    package enum State: Sendable, Equatable {
        case well
        /// Nothing new is taken; in milliseconds since 1970.
        case full(since: UInt64)
        case failed(JournalError)
    }

    struct Inner {
        var state = State.well
        /// Why the newest checkpoint could not be put in place.
        var lateCheckpoint: JournalError?
        var isWatching = false
        var log: (journal: Journal, stream: StreamID)?
        var onSigned: @Sendable (Checkpoint) -> Void = { _ in }
        var witnesses: [String: WitnessStanding] = [:]
    }

    private let inner = Mutex(Inner())
    private let now: @Sendable () -> UInt64
    let say: @Sendable (String) -> Void
    private let onFailure: @Sendable () -> Void

    /// `say` gets a sentence for the operator at each change; `onFailure` is called once, when the log has failed
    /// for good.
    package init(
        now: @escaping @Sendable () -> UInt64 = { 0 },
        say: @escaping @Sendable (String) -> Void = { _ in },
        onFailure: @escaping @Sendable () -> Void = {}
    ) {
        self.now = now
        self.say = say
        self.onFailure = onFailure
    }

    func change<Value: Sendable>(_ body: (inout Inner) -> Value) -> Value {
        inner.withLock { body(&$0) }
    }

    package var state: State { inner.withLock(\.state) }

    package var isWell: Bool { state == .well }
    /// The newest checkpoint is in its place.
    var isSigned: Bool { inner.withLock { $0.lateCheckpoint == nil } }

    /// Options whose journal tells of its troubles here.
    package func listening(_ options: JournalOptions) -> JournalOptions {
        var options = options
        options.onFullDisk = { self.diskIsFull() }
        options.onFailure = { self.fail($0) }
        return options
    }

    /// Writes down in `stream` when the disk was full.
    package func watch(_ journal: Journal, stream: StreamID) {
        inner.withLock { $0.log = (journal, stream) }
    }

    /// Has the log signed for; what hinders that is said, and tried again until it is done.
    package func sign(_ journal: Journal) {
        journal.checkpoint { self.take($0) }
    }

    private func diskIsFull() {
        let since = now()
        let isNews = inner.withLock { inner in
            guard inner.state == .well else { return false }
            inner.state = .full(since: since)
            return true
        }
        guard isNews else { return }
        say(
            """
            The disk is full: the log takes nothing new. Sessions are paused, and what has happened is written. Make \
            room, and it goes on by itself.
            """
        )
        watchOn()
    }

    private func fail(_ error: JournalError) {
        inner.withLock { $0.state = .failed(error) }
        if case .damaged = error {
            say(
                """
                The log that was written before is damaged: \(error) Nothing was changed, and nothing more is written. \
                Sessions are paused. Keep the folder as it is: it is evidence, and “log verify” says more of it. Go on \
                with another folder, or with a backup that “log restore” brings back.
                """
            )
            return onFailure()
        }
        say(
            """
            The log could not be written: \(error) Nothing that was acknowledged is given up. Sessions are paused; see \
            whether the disk is well, then start again: the log is read anew then.
            """
        )
        onFailure()
    }

    private func take(_ signed: Result<Checkpoint, JournalError>) {
        switch signed {
        case .success(let checkpoint):
            change(\.onSigned)(checkpoint)
            let wasLate = inner.withLock { inner in
                defer { inner.lateCheckpoint = nil }
                return inner.lateCheckpoint != nil
            }
            if wasLate { say("The log is signed for again.") }
        case .failure(.closed), .failure(.failed): break
        case .failure(let error):
            let isNews = inner.withLock { inner in
                defer { inner.lateCheckpoint = error }
                return inner.lateCheckpoint == nil
            }
            guard isNews else { return }
            say(
                "The log is written, but its checkpoint could not be: \(error) It is tried again each second."
            )
            watchOn()
        }
    }

    // MARK: Trying again

    /// Tries whether there is room again, for an append and for a small file, which keys and checkpoints are.
    ///
    /// `done` is called when that is known, on the writer's thread.
    package func tryAgain(_ done: @escaping @Sendable () -> Void = {}) {
        guard let log = inner.withLock(\.log) else { return done() }
        log.journal.findRoom { found in
            if case .failure(.closed) = found { self.inner.withLock { $0.log = nil } }
            log.journal.checkpoint { signed in
                self.take(signed)
                if case .success = found, case .success = signed { self.recover(log) }
                done()
            }
        }
    }

    private func recover(_ log: (journal: Journal, stream: StreamID)) {
        let until = now()
        let since: UInt64? = inner.withLock { inner in
            guard case .full(let since) = inner.state else { return nil }
            inner.state = .well
            return since
        }
        guard let since else { return }
        say("There is room on the disk again, and the log goes on.")
        let entry: JSONValue = [
            "fullSince": .integer(Int64(clamping: since)),
            "until": .integer(Int64(clamping: until)),
        ]
        let draft = Draft(
            stream: log.stream,
            type: EntryType.diskWasFull.rawValue,
            payload: JSONWriter.bytes(entry)
        )
        log.journal.append([draft], mayUseReserve: true) { _ in }
    }

    private func watchOn() {
        let isFirst = inner.withLock { inner in
            defer { inner.isWatching = true }
            return !inner.isWatching
        }
        if isFirst { tryLater() }
    }

    private func tryLater() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(1)) {
            self.tryAgain {
                let goesOn = self.inner.withLock { inner in
                    let isTrouble = inner.state != .well || inner.lateCheckpoint != nil
                    inner.isWatching = isTrouble && !inner.state.isFinal && inner.log != nil
                    return inner.isWatching
                }
                if goesOn { self.tryLater() }
            }
        }
    }

    /// What `/readyz` says of the log.
    package var readiness: JSONValue {
        let (state, late) = inner.withLock { ($0.state, $0.lateCheckpoint) }
        var object = JSONObject()
        switch state {
        case .well: object.insert("well", at: "state")
        case .full(let since):
            object.insert("full", at: "state")
            object.insert(.integer(Int64(clamping: since)), at: "since")
        case .failed(let error):
            object.insert("failed", at: "state")
            object.insert(.string(error.description), at: "sentence")
        }
        if let late { object.insert(.string(late.description), at: "checkpointLate") }
        let witnesses = self.witnesses
        if !witnesses.isEmpty {
            object.insert(.array(witnesses.map { $1.json(of: $0) }), at: "witnesses")
        }
        return .object(object)
    }
}

extension LogHealth.State {
    fileprivate var isFinal: Bool {
        switch self {
        case .failed: true
        case .well, .full: false
        }
    }
}
