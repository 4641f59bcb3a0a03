package import Casework

/// Something in a case that ends soon, so that a person sees to it before it does (edge cases E13 and M19).
package struct Reminder: Sendable, Hashable {
    package let ends: Timestamp
    package let sentence: String
}

extension CareCase {
    /// What ends soon or has ended, in the order of the ends.
    ///
    /// An order's end from 14 days before, pressing from 3 days before, and a restriction's from 7 days before; that it
    /// has ended, for 14 days.
    ///
    /// `name` is what the case's sessions are called.
    package func reminders(
        at moment: Timestamp,
        in zone: CivilZone,
        name: String
    ) -> [Reminder] {
        let today = zone.civilDate(at: moment)
        var found: [Reminder] = []
        if let ends = orderValidUntil, let sentence = order(ending: ends, in: zone, today) {
            found.append(Reminder(ends: ends, sentence: "\(name): \(sentence)"))
        }
        for restriction in restrictions {
            guard let ends = restriction.until else { continue }
            let (day, words) = (zone.civilDate(at: ends), zone.day(ends))
            guard today <= day.advanced(byDays: 14), day <= today.advanced(byDays: 7) else {
                continue
            }
            let sentence =
                day < today
                ? "restriction \(restriction.id) ended on \(words)."
                : "restriction \(restriction.id) ends on \(words). If it is still needed, renew it before."
            found.append(Reminder(ends: ends, sentence: "\(name): \(sentence)"))
        }
        return found.sorted { ($0.ends, $0.sentence) < ($1.ends, $1.sentence) }
    }

    private func order(ending: Timestamp, in zone: CivilZone, _ today: CivilDate) -> String? {
        let (day, words) = (zone.civilDate(at: ending), zone.day(ending))
        guard today <= day.advanced(byDays: 14), day <= today.advanced(byDays: 14) else {
            return nil
        }
        if day < today {
            return
                "the order that it rests on ran out on \(words). Nothing begins until somebody enters what holds now."
        }
        return day <= today.advanced(byDays: 3)
            ? "the order that it rests on runs out on \(words), and nothing begins after it. See to what comes next today."
            : "the order that it rests on runs out on \(words), and nothing begins after it. See to what comes next."
    }
}
