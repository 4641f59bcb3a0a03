extension CivilZone {
    /// The moment of a time that somebody plans for, by local clocks.
    ///
    /// Where clocks go back a time comes twice, and nothing is taken in silence: whoever plans says `which`. It changes
    /// nothing where the time comes once.
    package func planned(on day: CivilDate, hour: Int, minute: Int, which: Occurrence? = nil)
        throws(PlannedTimeProblem) -> Timestamp
    {
        guard let first = moment(on: day, hour: hour, minute: minute) else {
            throw .never(day, hour: hour, minute: minute, zone: name)
        }
        guard let second = again(first) else { return first }
        switch which {
        case .first: return first
        case .second: return second
        case nil: throw .twice(first, second, self)
        }
    }

    /// The moment at which local clocks show the same once more; nil if they don't.
    private func again(_ first: Timestamp) -> Timestamp? {
        let shown = (civilDate(at: first), minuteOfDay(first))
        let tomorrow = first.advanced(by: .seconds(86_400))
        let back = shown.1 - minuteOfDay(tomorrow)
        guard back > 0 else { return nil }
        let second = first.advanced(by: .seconds(back * 60))
        return (civilDate(at: second), minuteOfDay(second)) == shown ? second : nil
    }
}

/// Which of two, where clocks go back and show a time twice (edge case E32).
package enum Occurrence: String, Sendable, Hashable, CaseIterable {
    case first, second
}

/// Why a time can't be planned for, in a sentence for whoever plans.
package enum PlannedTimeProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The day has no such time: clocks go forward over it, or nothing is called so.
    case never(CivilDate, hour: Int, minute: Int, zone: String)
    /// Both moments of it, and nobody has said which.
    case twice(Timestamp, Timestamp, CivilZone)

    package var description: String {
        switch self {
        case .never(let day, let hour, let minute, let zone):
            let time = [hour, minute].map { ($0 < 10 ? "0" : "") + String($0) }
                .joined(separator: ":")
            return "\(day.words) has no \(time) in \(zone). Plan another time."
        case .twice(let first, let second, let zone):
            let universal = { CivilZone("UTC")?.clock($0) ?? "" }
            return """
                \(zone.clock(first)) on \(zone.day(first)) comes twice in \(zone.name), because the clocks go back: the \
                first is \(universal(first)) UTC, the second \(universal(second)) UTC. Say which.
                """
        }
    }
}
