import JSON
import Journal
import TransparencyLog

extension LogHealth {
    /// `body` hears of each checkpoint that is put in place, on the writer's thread.
    func tellSigned(_ body: @escaping @Sendable (Checkpoint) -> Void) {
        change { $0.onSigned = body }
    }

    /// By name.
    var witnesses: [(String, WitnessStanding)] {
        change { $0.witnesses.sorted { $0.key < $1.key } }.map { ($0.key, $0.value) }
    }

    /// How things stand with a witness; a change is told to the operator, and is an entry.
    func take(_ standing: WitnessStanding, of name: String) {
        let (isNews, log) = change { inner in
            let before = inner.witnesses.updateValue(standing, forKey: name)
            let isNews = before?.state ?? .notAsked != standing.state
            return (isNews, inner.log)
        }
        guard isNews else { return }
        say(standing.sentence(of: name))
        guard let log else { return }
        let draft = Draft(
            stream: log.stream,
            type: EntryType.witnessChanged.rawValue,
            payload: JSONWriter.bytes(standing.json(of: name))
        )
        log.journal.append([draft]) { _ in }
    }
}
