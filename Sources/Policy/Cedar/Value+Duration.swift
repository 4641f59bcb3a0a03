extension Value {
    /// A span of time in milliseconds, forwards or back: the extension type `duration`.
    public struct Duration: Sendable, Hashable, Comparable {
        public let milliseconds: Int64

        public init(milliseconds: Int64) { self.milliseconds = milliseconds }

        /// The span of a text such as `1d2h3m4s50ms` or `-15m`: each unit at most once, the larger
        /// first; nil if it is malformed or 64 bits do not hold it.
        public init?(_ text: String) {
            var reader = TextReader(text)
            let isNegative = reader.take("-")
            guard !reader.isAtEnd else { return nil }
            // Below zero there is room for one millisecond more.
            var total: Int64 = 0
            var next = 0
            while !reader.isAtEnd {
                guard let digits = reader.digits(),
                    let unit = Duration.units.indices.first(where: {
                        reader.take(Duration.units[$0].name)
                    }), Duration.units[unit].rank >= next,
                    let negated = TextReader.negated(digits)
                else { return nil }
                let (part, tooBig) = negated.multipliedReportingOverflow(
                    by: Duration.units[unit].milliseconds
                )
                let (sum, tooLow) = total.addingReportingOverflow(part)
                guard !tooBig, !tooLow else { return nil }
                total = sum
                next = Duration.units[unit].rank + 1
            }
            if !isNegative {
                let (positive, overflow) = (0 as Int64).subtractingReportingOverflow(total)
                guard !overflow else { return nil }
                total = positive
            }
            milliseconds = total
        }

        public static func < (one: Duration, other: Duration) -> Bool {
            one.milliseconds < other.milliseconds
        }

        /// Whole seconds and so on, cut off towards zero.
        public var seconds: Int64 { milliseconds / 1000 }
        public var minutes: Int64 { seconds / 60 }
        public var hours: Int64 { minutes / 60 }
        public var days: Int64 { hours / 24 }

        private struct Unit: Sendable {
            let name: StaticString
            let rank: Int
            let milliseconds: Int64
        }

        /// `ms` before `m`, of which it would else be taken for a beginning.
        private static let units = [
            Unit(name: "ms", rank: 4, milliseconds: 1),
            Unit(name: "d", rank: 0, milliseconds: 86_400_000),
            Unit(name: "h", rank: 1, milliseconds: 3_600_000),
            Unit(name: "m", rank: 2, milliseconds: 60_000),
            Unit(name: "s", rank: 3, milliseconds: 1000),
        ]
    }
}

extension Value.Duration: CustomStringConvertible {
    public var description: String { "\(milliseconds)ms" }
}
