import Casework
import Sessions

/// The same in Bengali: a draft that no native speaker has checked; the pages say so.
extension Sentences {
    /// Whether this seat reads Bengali: its person's own language, unless another was chosen.
    func isBengali(_ seat: SeatID, _ chosen: Language?) -> Bool {
        guard let role = state.role(seat), !role.isStaff else { return false }
        let own = state.plan.seats[seat].flatMap { caseload.people[$0.person]?.language }
        return (chosen ?? own) == .bengali
    }

    func bengali(for seat: SeatID) -> String {
        if state.role(seat) == .child { return childsBengali(for: seat) }
        let place = state.seat(seat).place
        switch state.phase {
        case .scheduled, .gathering:
            return place == .room
                ? "আপনি ভেতরে এসেছেন। অন্যরা আসছেন। একটু পরেই শুরু হবে।"
                : "আপনি ঠিক জায়গায় এসেছেন। \(leader) আপনাকে ভেতরে আসতে দেবেন।"
        case .live:
            let handedOver = state.inCharge == nil ? "" : "এখন \(leader) আপনাদের দেখাশোনা করছেন। "
            return place == .waiting
                ? "আপনি ঠিক জায়গায় এসেছেন। \(leader) আপনাকে ভেতরে আসতে দেবেন।"
                : "\(handedOver)এখন আপনারা একে অন্যকে দেখতে ও শুনতে পারছেন।"
        case .held:
            if place == .waiting {
                return "আপনি ঠিক জায়গায় এসেছেন। \(leader) আপনাকে ভেতরে আসতে দেবেন।"
            }
            if let others = talkPartners(of: seat) {
                return
                    "আপনি \(others.joined(separator: " ও "))-এর কথায় দোভাষী। শুধু আপনারা তিনজন দেখছেন ও শুনছেন।"
            }
            return "আমরা একটু বিরতি নিচ্ছি। এখানে অপেক্ষা করুন। আমরা আবার শুরু করব, অথবা ফোন করব।"
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld:
            return "আজকের মতো সময় শেষ। আসার জন্য ধন্যবাদ।"
        }
    }

    private func childsBengali(for seat: SeatID) -> String {
        let place = state.seat(seat).place
        let companion = companionName(seat).map { " \($0) তোমার সঙ্গে আছেন।" } ?? ""
        if place != .room, [.scheduled, .gathering, .live, .held].contains(state.phase) {
            return "তুমি ঠিক জায়গায় এসেছ। \(leader) একটু পরেই তোমাকে ভেতরে নেবেন।"
        }
        switch state.phase {
        case .scheduled, .gathering: return "তুমি ভেতরে এসেছ। একটু পরেই শুরু হবে।"
        case .live:
            let handedOver = state.inCharge == nil ? "" : "এখন \(leader) তোমাদের দেখাশোনা করছেন। "
            return "\(handedOver)এখন তোমরা একে অন্যকে দেখতে ও শুনতে পারছ।"
        case .held:
            if let others = talkPartners(of: seat) {
                return
                    "এখন \(others.joined(separator: " ও ")) তোমাকে দেখতে ও শুনতে পারছেন। আর কেউ পারছে না।\(companion)"
            }
            if state.hold?.reason == .childBreak {
                return state.hold?.isChildReady == true
                    ? "\(leader) জানেন যে তুমি তৈরি।\(companion)"
                    : "এখন তোমার বিরতি। তোমার কোনো দোষ নেই।\(companion)"
            }
            let gone = isSupervisorGone ? "\(leader) একটু সময়ের জন্য নেই।" : "আমরা একটু থেমেছি।"
            return "\(gone) তোমার কোনো দোষ নেই।\(companion)"
        case .ended, .writtenUp, .reviewed, .cancelled, .notHeld: return "আজকের মতো শেষ।"
        }
    }

    /// Nil for the end, which has a sentence of its own.
    static func bengaliGoodbye(_ reason: RemovalReason) -> String? {
        switch reason {
        case .sessionEnded: nil
        case .agreementWithdrawn, .agreementRefused:
            "আপনি সম্মতি ফিরিয়ে নিয়েছেন, তাতে কোনো অসুবিধা নেই। আমরা আপনাকে ফোন করব।"
        case .left: "আপনি বেরিয়ে গেছেন। সময় শেষ না হওয়া পর্যন্ত একই লিংক দিয়ে ফিরে আসতে পারেন।"
        case .removedByStaff, .identityRejected, .policy:
            "আপনি এখন এখানে থাকতে পারছেন না। আমাদের ফোন করুন, এরপর কী হবে আমরা বলব।"
        }
    }
}
