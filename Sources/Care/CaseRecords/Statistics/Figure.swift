/// One number of the report, with the formula that it was worked out by.
package struct Figure: Sendable, Hashable {
    /// For machines, for example "held_rate".
    package let id: String
    package let title: String
    /// In words, exact (domain.md section 6.4).
    package let formula: String
    package let value: Value

    package enum Value: Sendable, Hashable {
        case count(Int)
        /// A part of a whole; nothing can be said of an empty whole.
        case share(Int, of: Int)
        /// A time, or none to tell.
        case time(Duration?)
        /// Time of a time.
        case timeShare(Duration, of: Duration)
        /// So many for each hour.
        case hourly(Int, Duration)
        /// So many for each hundred.
        case perHundred(Int, of: Int)
        /// A mean change on a scale, in hundredths, and of how many.
        case change(hundredths: Int, of: Int)
        /// Nothing in the log tells.
        case notInLog(String)
    }
}

extension Figure.Value {
    /// For people, for example "8 of 10 (80.0%)".
    package var text: String {
        switch self {
        case .count(let count): return String(count)
        case .share(let part, let whole):
            guard let number else { return "nothing to count yet" }
            return "\(part) of \(whole) (\(number)%)"
        case .time(let time): return time?.words ?? "nothing to count yet"
        case .timeShare(let part, let whole):
            guard let number else { return "nothing to count yet" }
            return "\(part.words) of \(whole.words) (\(number)%)"
        case .hourly(let count, let time):
            guard let number else { return "nothing to count yet" }
            return "\(number) an hour (\(count) in \(time.words))"
        case .perHundred(let count, let whole):
            guard let number else { return "nothing to count yet" }
            return "\(number) in a hundred (\(count) of \(whole))"
        case .change(_, let whole):
            guard let number else { return "nothing to count yet" }
            return "\(number) on average, of \(whole)"
        case .notInLog(let why): return why
        }
    }

    /// For machines, with one decimal, in `unit`; nil if there is nothing to tell.
    package var number: String? {
        switch self {
        case .count(let count): String(count)
        case .share(let part, let whole), .perHundred(let part, let whole):
            whole == 0 ? nil : Self.tenths(part &* 100, over: whole)
        case .time(let time): time.map { Self.tenths(Int($0.components.seconds), over: 60) }
        case .timeShare(let part, let whole):
            whole == .zero
                ? nil
                : Self.tenths(
                    Int(part.components.seconds) &* 100,
                    over: Int(whole.components.seconds)
                )
        case .hourly(let count, let time):
            time == .zero ? nil : Self.tenths(count &* 3600, over: Int(time.components.seconds))
        case .change(let hundredths, let whole):
            whole == 0 ? nil : Self.tenths(hundredths, over: 100)
        case .notInLog: nil
        }
    }

    package var unit: String {
        switch self {
        case .count: "sessions"
        case .share, .timeShare: "percent"
        case .time: "minutes"
        case .hourly: "per hour"
        case .perHundred: "per 100"
        case .change: "steps of five"
        case .notInLog: ""
        }
    }

    /// The two numbers that it was worked out from.
    package var parts: (part: String, whole: String) {
        switch self {
        case .share(let part, let whole), .perHundred(let part, let whole):
            (String(part), String(whole))
        case .timeShare(let part, let whole):
            (String(part.components.seconds), String(whole.components.seconds))
        case .hourly(let count, let time): (String(count), String(time.components.seconds))
        case .change(_, let whole): ("", String(whole))
        case .count, .time, .notInLog: ("", "")
        }
    }

    /// One decimal, half away from zero.
    private static func tenths(_ numerator: Int, over denominator: Int) -> String {
        guard denominator > 0 else { return "0.0" }
        let size =
            (numerator.magnitude &* 20 &+ denominator.magnitude)
            / (denominator.magnitude &* 2)
        return "\(numerator < 0 && size > 0 ? "-" : "")\(size / 10).\(size % 10)"
    }
}
