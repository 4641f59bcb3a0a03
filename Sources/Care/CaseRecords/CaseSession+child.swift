import Casework
import Sessions

/// What the child said themselves.
extension CaseSession {
    /// How the child felt, by a face; nil if it was skipped or never asked.
    func feeling(_ checkIn: CheckIn) -> (feeling: Feeling, steps: Int, mark: SessionHistory.Mark)? {
        events.reversed().lazy.compactMap { event, mark in
            guard case .felt(_, let feeling, checkIn) = event else { return nil }
            return feeling.steps.map { (feeling: feeling, steps: $0, mark: mark) }
        }.first
    }

    /// The child's own words or a face; a check-in that was skipped is none.
    var hasChildsVoice: Bool {
        CheckIn.allCases.contains { feeling($0) != nil } || !(written[.childsWords] ?? "").isBlank
    }
}

extension Feeling {
    /// From 1 to 5; nil for none.
    fileprivate var steps: Int? {
        switch self {
        case .veryHappy: 5
        case .happy: 4
        case .inBetween: 3
        case .sad: 2
        case .verySad: 1
        case .skipped: nil
        }
    }
}
