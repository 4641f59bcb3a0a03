import CaseRecords
import Casework
import Sessions
import Testing

@Suite struct `A reminder` {
    /// The order ends on 14 December; days are counted from there.
    @Test(arguments: [
        (-15, nil), (-14, "See to what comes next."), (-4, "See to what comes next."),
        (-3, "See to what comes next today."), (0, "See to what comes next today."),
        (1, "ran out on Monday 14 December 2026"), (14, "ran out on"), (15, nil),
    ])
    func `tells a lead before an order or a restriction ends, and after it`(
        days: Int,
        words: String?
    ) {
        let case_ = careCase(orderEnds: Kites.at(16, 0).advanced(by: Self.days(55)))
        let found = sentences(case_, on: 55 + days)
        #expect(found.count == (words == nil ? 0 : 1))
        if let words {
            #expect(found.first?.hasPrefix("Kites: the order") == true)
            #expect(found.first?.contains(words) == true, "\(found)")
        }
    }

    @Test(arguments: [(-8, false), (-7, true), (0, true), (14, true), (15, false)])
    func `of a restriction comes a week before, by its number alone`(days: Int, isThere: Bool) {
        let ends = Kites.at(16, 0).advanced(by: Self.days(30))
        let restriction = Restriction(
            id: "R9",
            kind: .neverTogether(Kites.nasrin, Kites.kamal),
            basis: "bail",
            until: ends
        )
        let found = sentences(careCase(restrictions: [restriction]), on: 30 + days)
        #expect(found.count == (isThere ? 1 : 0))
        #expect(!found.joined().contains("Kamal") && !found.joined().contains("bail"))
        #expect(found.allSatisfy { $0.contains(days > 0 ? "R9 ended on" : "R9 ends on") })
    }

    @Test func `is of nothing that has no end`() {
        let endless = Restriction(
            id: "R1",
            kind: .whereaboutsWithheld(from: Kites.kamal),
            basis: "b"
        )
        #expect(sentences(careCase(restrictions: [endless]), on: 0).isEmpty)
    }

    private func sentences(_ care: CareCase, on day: Int) -> [String] {
        care.reminders(
            at: Kites.at(12, 0).advanced(by: Self.days(day)),
            in: Kites.zone,
            name: "Kites"
        )
        .map(\.sentence)
    }

    private func careCase(
        orderEnds: Timestamp? = nil,
        restrictions: [Restriction] = []
    ) -> CareCase {
        CareCase(
            id: CaseID("C1"),
            child: Kites.amina,
            legalStatus: .interimCareOrder,
            allocated: [],
            parentalResponsibility: [],
            orderValidUntil: orderEnds,
            restrictions: restrictions
        )
    }

    private static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}
