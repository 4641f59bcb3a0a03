import CaseRecords
import Casework
import JSON
import Safeguards
import Sessions

/// What `/demo` shows before anything happens: the clock, the people, and everybody's link.
struct DemoOverview {
    private let house: DemoHouse
    private let mediaProblem: String?
    /// Whose session's pages are shown.
    private let plan: String

    init(_ house: DemoHouse, plan: String?, mediaProblem: String?) {
        self.house = house
        self.mediaProblem = mediaProblem
        self.plan = plan.flatMap { Self.plans.contains($0) ? $0 : nil } ?? Kites.planName
    }

    /// Those that can be seen in panes, the mother's first; the father's is on another day.
    static let plans = [
        Kites.planName, Signals.planName, Lantern.supervisionPlanName, Lantern.respitePlanName,
    ]

    var json: JSONValue {
        get async {
            guard let newest = house.newest(of: self.plan) else { return [:] }
            let plan = newest.session.initial.plan
            var others: [JSONValue] = []
            for seating in house.seatings {
                guard seating.session.initial.plan.version.plan != plan.version.plan,
                    await !seating.session.isFinished
                else { continue }
                others.append(group(seating))
            }
            return [
                "session": .string(plan.session.text),
                "title": .string(newest.session.demoFacts.title),
                "clock": [
                    "civil": .integer(house.clock.broker.now.civil.milliseconds),
                    "zone": .string(plan.zone.name),
                ],
                "media": mediaProblem.map(JSONValue.string) ?? .null,
                "people": .array(people(newest, taken: await newest.session.takenSeats)),
                "isOver": .bool(await newest.session.isFinished),
                "others": .array(others),
                "data": .string(house.settings.data),
                "kind": .string(plan.kind.rawValue),
                "plans": .array(
                    Self.plans.map {
                        let title = house.newest(of: $0)?.session.caseload.plan.title ?? $0
                        return ["plan": .string($0), "title": .string(title)]
                    }
                ),
            ]
        }
    }

    private func group(_ seating: DemoHouse.Seating) -> JSONValue {
        [
            "title": .string(seating.session.demoFacts.title),
            "people": .array(people(seating)),
        ]
    }

    private func people(_ seating: DemoHouse.Seating, taken: Set<SeatID> = []) -> [JSONValue] {
        let facts = seating.session.demoFacts
        return seating.links.sorted { facts.order($0.key) < facts.order($1.key) }.map {
            seat,
            secret in
            [
                "name": .string(facts.people[seat] ?? ""),
                "note": .string(facts.note(seat)),
                "role": .string(facts.roles[seat]?.rawValue ?? ""),
                "seat": .string(seat.text),
                "link": .string("/join#\(secret)"),
                "isTaken": .bool(taken.contains(seat)),
            ]
        }
    }
}

extension SessionActor {
    var isFinished: Bool { guarded.state.phase.isOver }

    /// Seats that some browser holds.
    var takenSeats: Set<SeatID> {
        Set(guarded.state.seats.filter { $0.value.credential != nil }.keys)
    }

    /// The newest of the log, in sentences; for the demo's page.
    func demoLog() -> JSONValue {
        let timeline = Timeline(log, plan: guarded.state.plan, caseload: guarded.caseload)
        let entries = timeline.entries.suffix(Self.demoEntries).map { entry -> JSONValue in
            [
                "sequence": .integer(Int64(clamping: entry.sequence)),
                "time": .string(guarded.state.plan.zone.clockWithSeconds(entry.at)),
                "type": .string(entry.type),
                "sentence": .string(entry.sentence),
                "policies": .array(entry.policies.map { .string($0.id) }),
            ]
        }
        return ["phase": .string(guarded.state.phase.rawValue), "entries": .array(entries)]
    }

    private static let demoEntries = 60
}
