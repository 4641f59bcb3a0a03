import Casework
import Foundation
import JSON
import Journal
import Safeguards
import Sessions
import TransparencyLog

/// What the demo says when it is ready.
struct DemoReport {
    private let house: DemoHouse
    private let media: DemoMedia

    init(_ house: DemoHouse, media: DemoMedia) {
        self.house = house
        self.media = media
    }

    func text(asJSON isJSON: Bool) -> String { isJSON ? JSONWriter.text(json) : words }

    private var origin: String { house.origin }
    private var data: String { house.settings.data }
    private var policies: Int { house.policies.book.count }
    private var verifierKey: String { house.journal.verifierKey.text }
    private var clockStart: Timestamp { house.clock.broker.now.civil }

    private var json: JSONValue {
        var people = JSONObject()
        for (_, _, person, link) in rows { people.insert(.string(link), at: person) }
        var sessions: [String: JSONObject] = [:]
        for (session, _, person, link) in rows {
            sessions[session, default: JSONObject()].insert(.string(link), at: person)
        }
        let bySession = sessions.sorted { $0.key < $1.key }.map { title, links -> JSONValue in
            ["title": .string(title), "links": .object(links)]
        }
        return [
            "url": .string(origin), "data": .string(data), "media": .string(media.words),
            "policies": .integer(Int64(policies)), "vkey": .string(verifierKey),
            "clock": .integer(clockStart.milliseconds), "links": .object(people),
            "sessions": .array(bySession),
            "withoutLinks": .array(withoutLinks.filter { !$0.isEmpty }.map(JSONValue.string)),
        ]
    }

    private var words: String { (ready + people + afterwards).joined(separator: "\n") }

    private var ready: [String] {
        let zone = CivilZone(Kites.zone)
        let day = zone.map { "\($0.day(clockStart)), \($0.clock(clockStart)) in London" } ?? ""
        let examples = PolicyFolder.examples(at: house.settings.policies)
        let beside = examples > 0 ? "; \(examples) examples stand beside them" : ""
        let lines = [
            "Contact Broker, demo. Everybody in it is made up.", "",
            "  TLS        ready: version 1.3, with a certificate of this demo's own",
        ]
        let log = [
            "  Policies   \(policies) rules, read and checked\(beside)",
            "  Log        sealed, in \(data)/journal",
            "  Clock      \(day), and goes on from there",
            "",
            "Start here: people's own pages side by side, and everything to try.", "",
            "  \(origin)/demo", "",
        ]
        let trust = wrapped(
            "Your browser does not know the certificate yet: accept its warning (Advanced, then Proceed or Accept the Risk), or import "
                + "\(data)/certs/ca.pem as an authority (Certs/README.md says how).",
            behind: ""
        )
        return lines + wrapped(media.problem ?? "\(media.words), ready", behind: "  Media      ")
            + log + trust
    }

    /// For the terminal, when everybody's next session has begun: links above it are of sessions before.
    static func links(of house: DemoHouse) -> String {
        let head = [
            "", "Everybody's next session. A link for each person, in a window of its own.",
        ]
        return lines(of: house, behind: head).joined(separator: "\n")
    }

    private var people: [String] {
        let head = [
            "",
            "Or a link for each person, in a window of its own, with a camera. The supervisor's first.",
        ]
        return Self.lines(of: house, behind: head) + withoutLinks
    }

    private static func lines(of house: DemoHouse, behind head: [String]) -> [String] {
        var lines = head
        var session = ""
        for (title, note, person, link) in rows(of: house) {
            if title != session {
                lines += ["", title]
                session = title
            }
            lines += ["  \(person): \(note)", "    \(link)"]
        }
        return lines
    }

    /// Whoever the rules keep from being sent a link, and by which rule.
    private var withoutLinks: [String] {
        house.seatings.flatMap { seating -> [String] in
            let facts = seating.session.demoFacts
            return seating.refusals.flatMap { refusal -> [String] in
                let whom = refusal.seat.flatMap { facts.people[$0] } ?? "Nobody"
                let rules = refusal.verdict.policies.map { "\($0.reason) (\($0.id))" }
                let reasons = rules + refusal.verdict.errors
                let why = reasons.isEmpty ? ["No rule allows it."] : reasons
                let what = refusal.seat == nil ? "is sent a link." : "is sent no link."
                return ["", facts.title]
                    + wrapped("\(whom) \(what) " + why.joined(separator: " "), behind: "  ")
            }
        }
    }

    private var afterwards: [String] {
        [
            "", "Stop      Control-C",
            "Data      \(data): the next start goes on from there; to begin anew, delete it",
            "Log       in another terminal: contact-broker log verify \(data) --key KEY",
            "          (with Swift: swift run -c release contact-broker log verify ...)",
            "Its KEY   \(verifierKey)",
            "          Keep the key elsewhere: whoever has it can check the log.",
            "", "Now open  \(origin)/demo",
        ]
    }

    /// In lines of a terminal's 80 columns; all but the first are indented like it.
    private func wrapped(_ text: String, behind head: String) -> [String] {
        let lines = PlayStyle.lines(text, indent: head.count, width: 80)
        return lines.enumerated().map { number, line in
            (number == 0 ? head : String(repeating: " ", count: head.count)) + line
        }
    }

    /// Session, what the person is there for, the person, the link.
    private var rows: [(String, String, String, String)] { Self.rows(of: house) }

    private static func rows(of house: DemoHouse) -> [(String, String, String, String)] {
        var rows: [(String, String, String, String)] = []
        for seating in house.seatings {
            let (session, links) = (seating.session, seating.links)
            let facts = session.demoFacts
            guard !facts.isOver else { continue }
            for (seat, secret) in links.sorted(by: { facts.order($0.key) < facts.order($1.key) }) {
                guard let person = facts.people[seat] else { continue }
                rows.append(
                    (facts.title, facts.note(seat), person, "\(house.origin)/join#\(secret)")
                )
            }
        }
        return rows
    }
}

/// A session's seats as the demo prints them; read once, before anybody comes.
struct DemoFacts: Sendable {
    let title: String
    let isOver: Bool
    let people: [SeatID: String]
    let roles: [SeatID: SeatRole]
    let kind: SessionKind

    func order(_ seat: SeatID) -> Int {
        let order: [SeatRole] = [
            .supervisor, .interpreter, .family, .child, .colleague, .lead, .carer,
        ]
        return roles[seat].flatMap { order.firstIndex(of: $0) } ?? order.count
    }

    func note(_ seat: SeatID) -> String {
        switch roles[seat] {
        case .supervisor:
            switch kind {
            case .carerSupervision: "supervising social worker: leads it and writes the record"
            case .virtualRespite: "facilitator: lets people in, is there for everybody"
            case .supervisedFamilyTime, .supportedFamilyTime, .residentialSupervision,
                .therapeutic, .directWork, .privateMeeting:
                "contact supervisor: lets people in, sees and hears it all"
            }
        case .interpreter: "interpreter"
        case .family: "family"
        case .child: "the child, with their carer beside them"
        case .colleague: "on call, can take over"
        case .lead: "safeguarding lead: reads afterwards"
        case .carer: kind == .virtualRespite ? "carer, under an agreed name" : "carer"
        case nil: ""
        }
    }
}

extension SessionActor {
    nonisolated var demoFacts: DemoFacts {
        let zone = initial.plan.zone
        var people: [SeatID: String] = [:]
        for (seat, planned) in initial.plan.seats {
            people[seat] = caseload.people[planned.person]?.shownName
        }
        return DemoFacts(
            title:
                "\(caseload.plan.title), \(zone.day(initial.plan.start)), "
                + "\(zone.clock(initial.plan.start)) to \(zone.clock(initial.plan.end))",
            isOver: initial.isOver,
            people: people,
            roles: initial.plan.seats.mapValues(\.role),
            kind: initial.plan.kind
        )
    }
}
