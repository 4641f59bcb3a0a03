package import Casework

extension Timestamp {
    /// In UTC with milliseconds (RFC 3339), for example "2026-10-20T15:31:05.250Z".
    package var rfc3339: String {
        let day = milliseconds.floored(by: 86_400_000)
        let date = CivilDate(dayNumber: Int(day.quotient))
        let time = day.remainder
        let year = String(10_000 + date.year).dropFirst()
        let days = [date.month, date.day].map { String(100 + $0).dropFirst() }
        let clock = [time / 3_600_000, time / 60_000 % 60, time / 1000 % 60]
            .map { String(100 + $0).dropFirst() }
        let fraction = String(1000 + time % 1000).dropFirst()
        return "\(year)-\(days.joined(separator: "-"))T\(clock.joined(separator: ":")).\(fraction)Z"
    }
}

extension Int64 {
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
