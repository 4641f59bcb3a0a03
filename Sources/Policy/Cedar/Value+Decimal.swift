extension Value {
    /// A number with up to four digits after the point, between -922337203685477.5808 and
    /// 922337203685477.5807: the extension type `decimal`.
    public struct Decimal: Sendable, Hashable, Comparable {
        /// The number times 10,000.
        public let tenThousandths: Int64

        public init(tenThousandths: Int64) { self.tenThousandths = tenThousandths }

        /// The number of a text such as `12.34`; nil if it is malformed, too precise or out of range.
        public init?(_ text: String) {
            var reader = TextReader(text)
            let isNegative = reader.take("-")
            guard let whole = reader.digits(), reader.take("."), let fraction = reader.digits(),
                reader.isAtEnd, fraction.count <= 4
            else { return nil }
            let padding = Array(repeating: UInt8(ascii: "0"), count: 4 - fraction.count)
            // Digits accumulate below zero, where there is room for one more than above.
            guard let negated = TextReader.negated(whole + fraction + padding) else { return nil }
            if isNegative {
                tenThousandths = negated
            } else {
                let (value, overflow) = (0 as Int64).subtractingReportingOverflow(negated)
                guard !overflow else { return nil }
                tenThousandths = value
            }
        }

        public static func < (one: Decimal, other: Decimal) -> Bool {
            one.tenThousandths < other.tenThousandths
        }
    }
}

extension Value.Decimal: CustomStringConvertible {
    public var description: String {
        let digits = String(tenThousandths.magnitude)
        let padded = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
        return (tenThousandths < 0 ? "-" : "") + padded.dropLast(4) + "." + padded.suffix(4)
    }
}
