import Transport

/// Who plays: one browser for each person, and all browsers that there ever were.
final class PlayCast: Sendable {
    private let state = Guarded(State())

    private struct State {
        var people: [String: Player] = [:]
        var browsers: [Player] = []
    }

    subscript(name: String) -> Player? { state.withLock { $0.people[name] } }

    /// Everybody who came, in this session and those before.
    var browsers: [Player] { state.withLock { $0.browsers } }
    /// In this session.
    var people: [Player] { state.withLock { Array($0.people.values) } }

    func add(_ player: Player) {
        state.withLock { state in
            state.people[player.name] = player
            state.browsers.append(player)
        }
    }

    /// A new session: nobody has come yet.
    func leave() { state.withLock { $0.people = [:] } }

    /// Pages that look say what they see and hear, four times a second.
    func beating() -> Task<Void, Never> {
        Task {
            while !Task.isCancelled {
                let people = self.people
                let seats = people.map(\.seat).filter { !$0.isEmpty }
                for player in people { player.beat(seeing: seats) }
                try? await Task.sleep(for: .milliseconds(250))
            }
        }
    }
}
