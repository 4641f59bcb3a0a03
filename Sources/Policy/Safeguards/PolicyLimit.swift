import Cedar

/// The numbers that a set of policies goes by: `limits.json`, as attributes of `Limits::"active"`.
///
/// An authority may tighten each of them, and loosen none (domain.md section 10). What no authority
/// may touch at all, such as the four seconds without sight, stands in the policies themselves.
package enum PolicyLimit: String, Sendable, CaseIterable {
    case childrenFrom, childrenUntil, underTensUntil
    case waitingRoomOpens, earlyStart, overrun, pageHidden, lookBack, betweenForbidden
    case longestUnder2, longestUnder5, longestUnder10, longestUnder14, longest

    package enum Kind: Sendable {
        /// `07:30`; minutes since midnight.
        case timeOfDay
        /// `15m`, as Cedar writes durations.
        case duration
    }

    package var kind: Kind {
        switch self {
        case .childrenFrom, .childrenUntil, .underTensUntil: .timeOfDay
        case .waitingRoomOpens, .earlyStart, .overrun, .pageHidden, .lookBack, .betweenForbidden,
            .longestUnder2, .longestUnder5, .longestUnder10, .longestUnder14, .longest:
            .duration
        }
    }

    /// Which way is stricter.
    package enum Stricter: Sendable { case later, earlier, shorter, longer }

    package var stricter: Stricter {
        switch self {
        case .childrenFrom: .later
        case .childrenUntil, .underTensUntil: .earlier
        case .betweenForbidden: .longer
        case .waitingRoomOpens, .earlyStart, .overrun, .pageHidden, .lookBack, .longestUnder2,
            .longestUnder5, .longestUnder10, .longestUnder14, .longest:
            .shorter
        }
    }

    /// A policy that goes by it, named where a looser number is refused.
    package var rule: String {
        switch self {
        case .childrenFrom, .childrenUntil: "childrens-hours"
        case .underTensUntil: "under-tens-hours"
        case .waitingRoomOpens: "not-before-window"
        case .earlyStart: "not-before-start"
        case .overrun: "not-after-window"
        case .pageHidden: "supervisor-page-hidden"
        case .lookBack: "look-back-ends"
        case .betweenForbidden: "never-near-each-other"
        case .longestUnder2, .longestUnder5, .longestUnder10, .longestUnder14, .longest:
            "too-long-for-age"
        }
    }

    /// What a text says; nil if it does not say it as this limit is said.
    func value(_ text: String) -> Int64? {
        switch kind {
        case .timeOfDay:
            let parts = text.utf8.split(
                separator: UInt8(ascii: ":"),
                omittingEmptySubsequences: false
            )
            guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }),
                parts.allSatisfy({ $0.allSatisfy { (48...57).contains($0) } }),
                let hours = Int64(Substring(parts[0])), let minutes = Int64(Substring(parts[1])),
                hours < 24, minutes < 60
            else { return nil }
            return hours * 60 + minutes
        case .duration:
            guard let span = Value.Duration(text), span.milliseconds >= 0 else { return nil }
            return span.milliseconds
        }
    }

    /// True if `new` allows no more than `old`.
    func isAsStrict(_ new: Int64, as old: Int64) -> Bool {
        switch stricter {
        case .later, .longer: new >= old
        case .earlier, .shorter: new <= old
        }
    }

    func cedar(_ value: Int64) -> Value {
        switch kind {
        case .timeOfDay: .long(value)
        case .duration: .duration(Value.Duration(milliseconds: value))
        }
    }
}
