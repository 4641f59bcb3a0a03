package import Casework
package import JSON
package import Sessions

/// What came to a record after it was signed: addenda and a manager's checks, each with its own author.
///
/// A layer beside the text that was signed, which stays as it is (domain.md section 3, fields 62 and 64).
package struct RecordAdditions: Sendable {
    package let addenda: [Item<Addendum>]
    package let checks: [Item<RecordCheck>]
    let history: SessionHistory
    let names: Names

    /// Something added, with its place in the log.
    package struct Item<Value: Sendable & Hashable>: Sendable, Hashable {
        package let value: Value
        package let entry: UInt64
        package let at: Timestamp
    }

    /// `entries` are all of the session's, in the log's order.
    package init(_ entries: [LoggedEntry], plan: SessionPlan, caseload: Caseload) {
        history = SessionHistory(entries, plan: plan, caseload: caseload)
        names = Names(plan: plan, caseload: caseload)
        var addenda: [Item<Addendum>] = []
        var checks: [Item<RecordCheck>] = []
        for logged in entries {
            if case .event(.addendumAdded(let addendum)) = logged.entry {
                addenda.append(Item(value: addendum, entry: logged.sequence, at: addendum.at))
            }
            if case .event(.recordChecked(let check)) = logged.entry {
                checks.append(Item(value: check, entry: logged.sequence, at: logged.at))
            }
        }
        self.addenda = addenda
        self.checks = checks
    }

    package var isEmpty: Bool { addenda.isEmpty && checks.isEmpty }

    /// The entry of the newest; nil if nothing was added.
    package var lastEntry: UInt64? {
        (addenda.map(\.entry) + checks.map(\.entry)).max()
    }

    /// For example "Marcus Bell, contact supervisor".
    package func author(_ seat: SeatID) -> String {
        guard let planned = history.plan.seats[seat],
            case .staff(let role, _)? = names.caseload.people[planned.person]?.standing
        else { return names.official(seat) }
        return "\(names.official(seat)), \(role.words)"
    }

    /// For example "Wednesday 21 October 2026, 09:12".
    package func moment(_ at: Timestamp) -> String {
        "\(history.plan.zone.day(at)), \(history.plan.zone.clock(at))"
    }

    /// More than 24 hours after the session, like a record that is written late.
    package func isLate(_ addendum: Addendum) -> Bool { history.isLate(at: addendum.at) }

    // MARK: The chain

    /// What an addendum's hash is taken of: the UTF-8 bytes of `JSONWriter.bytes(canonical, sorted: true)`.
    ///
    /// The addendum's own `hash` is no part of it.
    package func canonical(_ addendum: Addendum) -> JSONValue {
        [
            "format": "record-addendum/1",
            "session": .string(history.plan.session.text),
            "record": .string(addendum.record),
            "previous": .string(addendum.previous),
            "author": [
                "seat": .string(addendum.by.text), "name": .string(names.official(addendum.by)),
            ],
            "writtenAt": .integer(addendum.at.milliseconds),
            "isLate": .bool(isLate(addendum)),
            "reason": .string(addendum.reason),
            "text": .string(addendum.text),
        ]
    }

    /// A check as it is filed beside the record.
    package func json(_ check: Item<RecordCheck>) -> JSONValue {
        [
            "author": [
                "seat": .string(check.value.by.text),
                "name": .string(names.official(check.value.by)),
            ],
            "at": .integer(check.at.milliseconds), "verdict": .string(check.value.verdict.rawValue),
            "reason": .string(check.value.reason), "of": .string(check.value.of),
            "entry": .integer(Int64(clamping: check.entry)),
        ]
    }
}

extension RecordCheck {
    /// After "… checked the record, and ".
    var words: String {
        let why = reason.isBlank ? "." : ": \(reason)"
        return switch verdict {
        case .agrees: "agrees with it\(why)"
        case .asksForAddendum: "asks for something to be added\(why)"
        }
    }
}
