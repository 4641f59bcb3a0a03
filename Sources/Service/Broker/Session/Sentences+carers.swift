import Casework
import Safeguards
import Sessions

/// What pages say in sessions for carers: nobody is watched here, and nobody is a family.
extension Sentences {
    /// Nil where a kind says what every kind says.
    func carers(for seat: SeatID, _ role: SeatRole) -> String? {
        guard state.plan.kind.isForCarers else { return nil }
        let isRespite = state.plan.kind == .virtualRespite
        let place = state.seat(seat).place
        switch state.phase {
        case .scheduled, .gathering: return before(role, place, isRespite)
        case .live:
            if place == .waiting { return before(role, place, isRespite) }
            switch role {
            case .carer:
                return isRespite ? "This hour is yours." : "You can see and hear each other now."
            case .supervisor:
                return isRespite
                    ? "Everybody is together. Nothing that is said is written down."
                    : "You can see and hear each other now."
            case .colleague, .lead, .child, .family, .interpreter: return nil
            }
        case .held:
            guard role == .carer else { return nil }
            if place == .waiting { return before(role, place, isRespite) }
            return isRespite
                ? "It is quiet for a moment. You need do nothing. \(leader) is coming back."
                : nil
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld:
            switch role {
            case .carer:
                return isRespite
                    ? "The hour is over. Thank you for coming."
                    : "It has finished. \(leader) writes the record; then you read it here."
            case .supervisor where isRespite:
                return state.phase == .writtenUp
                    ? "Signed. Thank you." : "The hour is over. Look at who came, and sign."
            case .supervisor, .colleague, .lead, .child, .family, .interpreter: return nil
            }
        }
    }

    private func before(
        _ role: SeatRole,
        _ place: SessionState.SeatState.Place,
        _ isRespite: Bool
    ) -> String? {
        guard role == .carer else { return nil }
        if place == .room {
            return isRespite
                ? "You are in. There is nothing to do. It begins when others are here."
                : "You are in. You can look at the list together already."
        }
        return "You are in the right place. \(leader) will let you in."
    }
    /// The same in Bengali, a draft like all of it; nil where a kind says what every kind says.
    func carersBengali(for seat: SeatID, _ role: SeatRole) -> String? {
        guard state.plan.kind.isForCarers, role == .carer else { return nil }
        let isRespite = state.plan.kind == .virtualRespite
        switch state.phase {
        case .scheduled, .gathering:
            guard state.seat(seat).place == .room else { return nil }
            return isRespite
                ? "আপনি ভেতরে এসেছেন। কিছু করতে হবে না। অন্যরা এলে শুরু হবে।"
                : "আপনি ভেতরে এসেছেন। তালিকাটি এখনই একসঙ্গে দেখতে পারেন।"
        case .live:
            guard isRespite, state.seat(seat).place == .room else { return nil }
            return "এই এক ঘণ্টা আপনার।"
        case .held:
            return isRespite && state.seat(seat).place == .room
                ? "একটু সময়ের জন্য সব চুপচাপ। আপনাকে কিছু করতে হবে না। \(leader) ফিরে আসছেন।" : nil
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld:
            return isRespite
                ? "এক ঘণ্টা শেষ হয়েছে। আসার জন্য ধন্যবাদ।"
                : "শেষ হয়েছে। \(leader) বিবরণ লিখবেন, তারপর এখানেই আপনি তা পড়বেন।"
        }
    }
}
