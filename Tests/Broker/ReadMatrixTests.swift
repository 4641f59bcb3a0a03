import Casework
import Foundation
import JSON
import Safeguards
import Sessions
import TestSupport
import Testing

@testable import Broker

/// Every role, everything that is read and every action on a record, asked over the wire of a running broker
/// and compared with what the policies say: nothing is read that they do not allow.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `Roles and reads` {
    @Test func `agree with the policies, from the first arrival until the record was reviewed`()
        async throws
    {
        let house = try await House.open(at: House.start)
        var table = ReadMatrix("family time")
        var people = try await house.gather()
        for name in ["Dawn", "Joanna"] {
            let visitor = try house.visitor(name)
            #expect(try await visitor.joinStatus() == 200)
            people[name] = visitor
        }
        let marcus = try #require(people["Marcus"])
        try await table.ask(people, in: house, house.session)
        try await Beats.go(
            on: people.filter { ["Marcus", "Nasrin", "Amina", "Farida"].contains($0.key) }
        ) {
            try await marcus.startWhenReady()
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        try await table.ask(people, in: house, house.session)
        #expect(try await marcus.fillRecord()["problems"]?.array == [])
        let seat = JSONValue.string(marcus.seat)
        #expect(try await marcus.post("/api/record/sign", ["seat": seat]).status == 200)
        try await table.ask(people, in: house, house.session)
        let joanna = try #require(people["Joanna"])
        let lead = try #require(house.seats(of: house.session)["lead"])
        let last = try await joanna.get("/api/additions?seat=\(lead)").json["last"]
        let agrees: JSONValue = [
            "seat": .string(lead), "verdict": "agrees", "after": last ?? .null,
        ]
        #expect(try await joanna.post("/api/record/check", agrees).status == 200)
        try await table.ask(people, in: house, house.session)
        try house.service.stop()
        table.print()
        table.judge(phases: 4, seats: 6)
    }

    @Test func `agree for a carer and her worker`() async throws {
        let house = try await House.open(at: House.start.advanced(by: .seconds(-300)))
        let (grace, ruth) = try await house.gatherSupervision()
        let people = ["Grace": grace, "Ruthie": ruth]
        let session = try #require(
            house.service.sessions.first { $0.caseload.plan.kind == .carerSupervision }
        )
        var table = ReadMatrix("a carer's supervision")
        try await table.ask(people, in: house, session)
        try await Beats.go(on: people) {
            try await grace.startWhenReady()
            #expect(try await grace.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        try await table.ask(people, in: house, session)
        try house.service.stop()
        table.print()
        table.judge(phases: 2, seats: 2)
    }

    /// At a lead's seat sits, one after the other, every kind of worker that there is.
    @Test(arguments: StaffRole.allCases)
    func `agree for every kind of worker at a lead's seat`(role: StaffRole) async throws {
        let house = try await House.open(at: House.start) { $0.giving(Kites.joanna, role) }
        let visitor = try house.visitor("Joanna")
        let lead = try #require(house.seats(of: house.session)["lead"])
        let question = PolicyQuestion(.viewLog, subject: SeatID(lead), reason: "r")
        let mayCome = await house.session.allows(question)
        #expect(try await visitor.joinStatus() == (mayCome ? 200 : 403))
        var table = ReadMatrix(role.rawValue)
        try await table.ask(["Joanna": visitor], in: house, house.session)
        try house.service.stop()
        table.judge(phases: 1, seats: 1)
    }
}

/// What was asked, what the policies say, and what was answered.
private struct ReadMatrix {
    private struct Cell {
        let phase: String
        let role: String
        let what: String
        /// Whether the policies allow it to whoever holds the seat.
        let isAllowed: Bool
        let status: Int
    }

    private let name: String
    private var cells: [Cell] = []

    init(_ name: String) { self.name = name }

    mutating func ask(_ people: [String: Visitor], in house: House, _ session: SessionActor)
        async throws
    {
        let seats = house.seats(of: session)
        let phase = await session.phase
        for (role, seat) in seats.sorted(by: { $0.key < $1.key }) {
            guard let visitor = people.values.first(where: { house.isAt(seat, $0, session) }) else {
                continue
            }
            for path in ReadPath.allCases {
                let answer = try await visitor.get("\(path.rawValue)?seat=\(seat)")
                let question = path.question(SeatID(seat), isCarer: role == "carer")
                let isAllowed = await session.allows(question)
                cells.append(
                    Cell(
                        phase: phase,
                        role: role,
                        what: path.rawValue,
                        isAllowed: isAllowed,
                        status: answer.status
                    )
                )
                // Without the seat's cookie nothing is read by anybody, whatever the path says.
                for (other, seat) in seats where other != role {
                    let foreign = try await visitor.get("\(path.rawValue)?seat=\(seat)")
                    #expect(foreign.status == 403, "\(role) at \(other)’s seat: \(path)")
                }
            }
            try await act(visitor, seat, role, phase, session)
        }
    }

    /// Actions that the policies deny; those that they allow have tests of their own.
    private mutating func act(
        _ visitor: Visitor,
        _ seat: String,
        _ role: String,
        _ phase: String,
        _ session: SessionActor
    ) async throws {
        let mine = JSONValue.string(seat)
        let last = await session.tail ?? "none"
        let actions: [(GuardedAction, String, JSONValue)] = [
            (.writeRecord, "/api/record", ["seat": mine, "fields": ["strengths": "x"]]),
            (.signRecord, "/api/record/sign", ["seat": mine]),
            (
                .addAddendum, "/api/record/addendum",
                ["seat": mine, "reason": "r", "text": "t", "after": .string(last)]
            ),
            (
                .signOff, "/api/record/check",
                ["seat": mine, "verdict": "agrees", "after": .string(last)]
            ),
            (.exportRecord, "/api/export", ["seat": mine, "reason": "r"]),
        ]
        for (action, path, body) in actions {
            let question = PolicyQuestion(action, subject: SeatID(seat), reason: "r")
            guard await !session.allows(question) else { continue }
            // Signed before, it says so again to whoever signed it.
            if action == .signRecord, role == "supervisor" { continue }
            let answer = try await visitor.post(path, body)
            cells.append(
                Cell(
                    phase: phase,
                    role: role,
                    what: action.rawValue,
                    isAllowed: false,
                    status: answer.status
                )
            )
        }
    }

    /// Nothing is given that the policies refuse.
    func judge(phases: Int, seats: Int) {
        for cell in cells where !cell.isAllowed {
            #expect(cell.status >= 400, "\(cell.phase): \(cell.role) got \(cell.what)")
        }
        let reads = cells.filter { $0.what.hasPrefix("/") }
        #expect(reads.count == phases * seats * ReadPath.allCases.count)
    }

    func print() {
        let rows = Dictionary(grouping: cells) { "\($0.phase)\t\($0.role)" }
        let all =
            ReadPath.allCases.map(\.rawValue) + [
                "writeRecord", "signRecord", "addAddendum", "signOff", "exportRecord",
            ]
        Swift.print(
            "\(name): + read, - the policies say no, . they allow it and there is nothing (yet), ! read though they say no"
        )
        Swift.print("phase\trole\t" + all.joined(separator: "\t"))
        for (row, cells) in rows.sorted(by: { $0.key < $1.key }) {
            let marks = all.map { what in cells.first { $0.what == what }.map(mark) ?? " " }
            Swift.print(row + "\t" + marks.joined(separator: "\t"))
        }
        let wrong = cells.filter { !$0.isAllowed && $0.status < 400 }.count
        Swift.print("\(cells.count) cells asked, \(wrong) reads that policy does not allow.")
        Swift.print(Self.withoutWire)
    }

    /// What has no cell above, because nobody can ask for it over the wire.
    private static let withoutWire = """
        On no wire, so of no role: queue and retention as reports, a child's story, copies for a person, sealing and \
        disposal are commands for whoever holds the data folder's keys; each is an entry of the log. The case system's \
        own reads (/api/outbox/…) are of no seat: signed with the outbox's key, each one an entry.
        """

    private func mark(_ cell: Cell) -> String {
        switch (cell.isAllowed, cell.status < 400) {
        case (true, true): "+"
        case (true, false): "."
        case (false, true): "!"
        case (false, false): "-"
        }
    }
}

extension ReadPath {
    /// What the policies are to be asked about it.
    fileprivate func question(_ seat: SeatID?, isCarer: Bool) -> PolicyQuestion {
        let action: GuardedAction =
            switch self {
            case .record, .additions, .bundle: .viewRecord
            case .signedRecord: isCarer ? .viewOwnRecord : .viewRecord
            case .ownRecord: .viewOwnRecord
            case .timeline, .queue, .policies, .statistics: .viewLog
            case .after: .lookBack
            }
        return PolicyQuestion(action, subject: seat, reason: "r")
    }
}

extension SessionActor {
    fileprivate func allows(_ question: PolicyQuestion) -> Bool {
        guarded.ask(question, at: clock.now).isAllowed
    }

    fileprivate var phase: String { guarded.state.phase.rawValue }
    fileprivate var tail: String? { guarded.state.recordTail }
}

extension House {
    /// By role.
    fileprivate func seats(of session: SessionActor) -> [String: String] {
        let seats = session.initial.plan.seats.map { ($0.value.role.rawValue, $0.key.text) }
        return Dictionary(seats) { first, _ in first }
    }

    fileprivate func isAt(_ seat: String, _ visitor: Visitor, _ session: SessionActor) -> Bool {
        let person = SeatID(seat).flatMap { session.initial.plan.seats[$0]?.person }
        return person.flatMap { session.caseload.people[$0]?.shownName } == visitor.name
    }
}

extension Caseload {
    fileprivate func giving(_ person: PersonID, _ role: StaffRole) -> Caseload {
        let people = people.values.map { someone in
            guard someone.id == person, case .staff(_, let clearance) = someone.standing else {
                return someone
            }
            return Person(
                id: person,
                legalName: someone.legalName,
                shownName: someone.shownName,
                standing: .staff(role, clearanceUntil: clearance)
            )
        }
        return Caseload(
            people: people,
            careCase: careCase,
            plan: plan,
            agreements: Array(agreements.values),
            help: help
        )
    }
}
