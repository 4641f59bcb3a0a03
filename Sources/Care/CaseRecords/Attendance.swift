package import Casework
package import Sessions

/// One seat's comings and goings in one session.
package struct Attendance: Sendable, Hashable {
    package private(set) var arrived: SessionHistory.Mark?
    package private(set) var admitted: SessionHistory.Mark?
    package private(set) var left: Leaving?
    /// Times that somebody came back after a lost connection.
    package private(set) var rejoins = 0
    package private(set) var spans: [Span] = []

    private var isLost = false
    private var present: Stay?

    package struct Leaving: Sendable, Hashable {
        package enum Cause: Sendable, Hashable {
            case sessionEnded, connectionLost
            case removed(RemovalReason)
        }

        package let cause: Cause
        package let mark: SessionHistory.Mark
    }

    package struct Span: Sendable, Hashable {
        package let from: Timestamp
        package let to: Timestamp
        package let what: Whereabouts
    }

    private struct Stay: Sendable, Hashable {
        let what: Whereabouts
        let since: Timestamp
    }

    init() {}

    mutating func arrive(_ mark: SessionHistory.Mark) {
        if arrived == nil { arrived = mark }
        rejoin()
    }

    mutating func admit(_ mark: SessionHistory.Mark) {
        if admitted == nil { admitted = mark }
    }

    mutating func lose(_ mark: SessionHistory.Mark) {
        guard !hasLeft else { return }
        isLost = true
        left = Leaving(cause: .connectionLost, mark: mark)
    }

    mutating func rejoin() {
        guard isLost else { return }
        isLost = false
        left = nil
        rejoins += 1
    }

    mutating func leave(_ mark: SessionHistory.Mark, _ cause: Leaving.Cause) {
        if left == nil { left = Leaving(cause: cause, mark: mark) }
    }

    /// Takes in where the person is now.
    mutating func be(_ whereabouts: Whereabouts, _ moment: Timestamp) {
        guard present?.what != whereabouts else { return }
        close(at: moment)
        present = Stay(what: whereabouts, since: moment)
    }

    /// Ends the span that is open.
    mutating func close(at moment: Timestamp) {
        guard let present, moment > present.since else { return }
        spans.append(Span(from: present.since, to: moment, what: present.what))
        self.present = Stay(what: present.what, since: moment)
    }

    private var hasLeft: Bool { left != nil && !isLost }
}

/// Where somebody is, as a lane of the timeline shows it.
package enum Whereabouts: String, Sendable, Hashable, CaseIterable {
    case waiting, room, gone
}
