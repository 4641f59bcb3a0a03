import Casework
import JSON
import Sessions

/// Who came, and when: the "arrival times" box.
extension RecordFacts {
    var attendance: RecordFact {
        let seats = plan.seats.keys.sorted { order($0) < order($1) }
            .filter { plan.seats[$0]?.role.hasMedia == true || history.attendance[$0] != nil }
        return RecordFact(seats.map(line), data: .array(seats.map(data)))
    }

    var lateness: RecordFact {
        let lines = history.expectedAdults.sorted { order($0) < order($1) }.map { seat in
            let entries = [history.attendance[seat]?.arrived?.sequence].compactMap(\.self)
            guard let lateness = history.lateness(of: seat) else {
                return RecordFact.Line("\(names.shown(seat)) did not come")
            }
            let text = lateness == .zero ? "was on time" : "was \(lateness.words) late"
            return RecordFact.Line("\(names.shown(seat)) \(text)", entries: entries)
        }
        var data = JSONObject()
        for seat in history.expectedAdults {
            let seconds = history.lateness(of: seat)?.components.seconds
            data.insert(seconds.map(JSONValue.integer) ?? .null, at: seat.text)
        }
        return RecordFact(lines, data: .object(data))
    }

    private func line(_ seat: SeatID) -> RecordFact.Line {
        guard let came = history.attendance[seat], let arrived = came.arrived else {
            return .init("\(names.described(seat)): did not come")
        }
        var parts = ["arrived \(clock(arrived))"]
        var entries = [arrived.sequence]
        if let admitted = came.admitted {
            parts.append("let in \(clock(admitted))")
            entries.append(admitted.sequence)
        } else {
            parts.append("not let in")
        }
        if came.rejoins > 0 {
            parts.append(came.rejoins == 1 ? "came back once" : "came back \(came.rejoins) times")
        }
        if let left = came.left {
            parts.append("left \(clock(left.mark)) (\(left.cause.words))")
            entries.append(left.mark.sequence)
        }
        return .init("\(names.described(seat)): \(parts.joined(separator: ", "))", entries: entries)
    }

    private func data(_ seat: SeatID) -> JSONValue {
        let came = history.attendance[seat]
        func time(_ mark: SessionHistory.Mark?) -> JSONValue {
            mark.map { .integer($0.at.milliseconds) } ?? .null
        }
        return [
            "seat": .string(seat.text), "role": .string(plan.seats[seat]?.role.rawValue ?? ""),
            "arrived": time(came?.arrived), "admitted": time(came?.admitted),
            "left": time(came?.left?.mark), "rejoined": .integer(Int64(came?.rejoins ?? 0)),
            "cause": came?.left.map { .string($0.cause.code) } ?? .null,
        ]
    }

    /// The child first, then those whom they came to see, then those who helped.
    private func order(_ seat: SeatID) -> String {
        let rank =
            switch plan.seats[seat]?.role {
            case .child: "0"
            case .family: "1"
            case .carer: "2"
            case .interpreter: "3"
            case .supervisor: "4"
            case .colleague: "5"
            case .lead, nil: "6"
            }
        return rank + seat.text
    }
}

extension Attendance.Leaving.Cause {
    fileprivate var words: String {
        switch self {
        case .sessionEnded: RemovalReason.sessionEnded.words
        case .connectionLost: "the connection was lost"
        case .removed(let reason): reason.words
        }
    }

    fileprivate var code: String {
        switch self {
        case .sessionEnded: RemovalReason.sessionEnded.rawValue
        case .connectionLost: "connectionLost"
        case .removed(let reason): reason.rawValue
        }
    }
}
