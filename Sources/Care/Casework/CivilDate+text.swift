/// Days as they travel: `2026-11-03` (ISO 8601).
extension CivilDate {
    /// Nil for anything but ten bytes that name a day of the calendar from 2000 to 2199.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = Self.number(bytes[0..<4]), (2000...2199).contains(year),
            let month = Self.number(bytes[5..<7]), (1...12).contains(month),
            let day = Self.number(bytes[8..<10]), day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var iso: String { "\(year)-\(Self.padded(month))-\(Self.padded(day))" }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.reduce(Int?.some(0)) { sum, byte in
            guard let sum, (0x30...0x39).contains(byte) else { return nil }
            return sum * 10 + Int(byte - 0x30)
        }
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
