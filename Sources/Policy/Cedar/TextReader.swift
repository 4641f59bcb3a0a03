/// Reads the small texts of extension values: numbers and single characters, in order.
struct TextReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) { rest = ArraySlice(text.utf8) }

    var isAtEnd: Bool { rest.isEmpty }

    /// Goes past `word`, if that is what follows.
    mutating func take(_ word: StaticString) -> Bool {
        let bytes = word.description.utf8
        guard rest.starts(with: bytes) else { return false }
        rest = rest.dropFirst(bytes.count)
        return true
    }

    /// The decimal digits that follow, at least one.
    mutating func digits() -> [UInt8]? {
        let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : Array(digits)
    }

    /// The number of exactly so many digits, at most nine.
    mutating func number(digits count: Int) -> Int64? {
        let digits = rest.prefix(count)
        guard digits.count == count,
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        rest = rest.dropFirst(count)
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    /// Minus the number that `digits` write; nil if 64 bits do not hold it.
    static func negated(_ digits: [UInt8]) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            let (tens, tooBig) = value.multipliedReportingOverflow(by: 10)
            let (next, tooLow) = tens.subtractingReportingOverflow(
                Int64(digit - UInt8(ascii: "0"))
            )
            guard !tooBig, !tooLow else { return nil }
            value = next
        }
        return value
    }
}
