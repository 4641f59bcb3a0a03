package import Casework
import JSON
import Sessions

/// What the plan says, and what follows from plan and log.
extension RecordFacts {
    var plannedTimes: RecordFact {
        var lines = [
            RecordFact.Line(
                "\(zone.day(plan.start)), \(zone.clock(plan.start)) to \(zone.clock(plan.end))"
            )
        ]
        if let universal = CivilZone("UTC") {
            let times = "\(universal.clock(plan.start)) to \(universal.clock(plan.end))"
            lines.append(.init("\(zone.name) time; \(times) UTC"))
        }
        let data: JSONValue = [
            "start": .integer(plan.start.milliseconds), "end": .integer(plan.end.milliseconds),
            "zone": .string(zone.name),
        ]
        return RecordFact(lines, data: data)
    }

    var supervisionLevel: RecordFact {
        let level = plan.kind.supervisionLevel
        return RecordFact(level ?? "Does not apply", data: level.map(JSONValue.string))
    }

    var purpose: RecordFact {
        RecordFact(
            [.init(caseload.plan.purpose)] + caseload.plan.goals.map { .init("Goal: \($0)") }
        )
    }

    var childNames: RecordFact {
        RecordFact(
            names.children.map { seat in
                let age = plan.seats[seat].flatMap { caseload.people[$0.person] }.flatMap(age)
                return .init(names.shown(seat) + (age.map { ", aged \($0)" } ?? ""))
            }
        )
    }

    var participantsPlanned: RecordFact {
        RecordFact(
            caseload.plan.participants.map { planned in
                let beside = planned.companion.map { ", with \(names.described(person: $0))" } ?? ""
                return .init(names.described(person: planned.person) + beside)
            }
        )
    }

    /// Numbers only: what they say is for those who may read the case.
    var restrictions: RecordFact {
        let day = history.wentLive?.at ?? plan.start
        let ids = careCase.restrictions.filter { $0.applies(at: day) }.map(\.id)
        return RecordFact(
            ids.isEmpty ? "None" : ids.joined(separator: ", ") + ", as the case file numbers them",
            entries: [history.wentLive?.sequence].compactMap(\.self),
            data: .array(ids.map(JSONValue.string))
        )
    }

    var orders: RecordFact {
        guard let until = careCase.orderValidUntil else {
            return RecordFact("The plan names no order with an end.")
        }
        return RecordFact("The order that this rests on runs until \(zone.day(until)).")
    }

    var planVersion: RecordFact {
        RecordFact(plan.version.text, entries: [history.wentLive?.sequence].compactMap(\.self))
    }

    var lateEntry: RecordFact {
        let isLate = history.isLate(at: moment)
        return RecordFact(
            isLate
                ? "Yes: written more than 24 hours after the session."
                : "No: written within 24 hours of the session.",
            data: .bool(isLate)
        )
    }

    var written: RecordFact {
        let planned = plan.seats[author]
        let name = planned.map { names.official(person: $0.person) } ?? "Somebody"
        let role = history.state.role(author)?.words ?? "supervisor"
        guard head != nil else { return RecordFact("\(name), \(role); not signed yet") }
        let after = max(.zero, moment.timeSince(history.over))
        return RecordFact(
            [
                .init("\(name), \(role)"),
                .init("Signed \(zone.day(moment)), \(zone.clock(moment))"),
                .init("\(after.words) after the session"),
            ],
            data: [
                "submitted": .integer(moment.milliseconds),
                "secondsAfter": .integer(after.components.seconds),
            ]
        )
    }

    var signature: RecordFact {
        guard head != nil else { return RecordFact("Not signed yet") }
        return RecordFact("The fingerprint of this record goes into the log when it is signed.")
    }

    var logHead: RecordFact {
        guard let head else { return RecordFact("Noted at signing") }
        return RecordFact("\(head.size) entries, root \(head.root)")
    }

    /// A looked-after child's case record: until the 75th anniversary of birth (Care Planning,
    /// Placement and Case Review (England) Regulations 2010, regulation 50); the later one's of two.
    var retention: RecordFact {
        let births = names.children.compactMap { plan.seats[$0] }
            .compactMap { caseload.people[$0.person]?.birth }
        guard let youngest = births.max(by: { $0.order < $1.order }) else {
            return RecordFact("For as long as the authority keeps records of its staff.")
        }
        let until = youngest.anniversary(75)
        return RecordFact(
            "\(until.text), the 75th anniversary of the child’s birth (Care Planning, Placement and "
                + "Case Review (England) Regulations 2010, regulation 50)",
            data: ["class": "lookedAfterChild", "until": .string(until.iso)]
        )
    }

    private func age(of person: Person) -> Int? {
        person.birth.map { zone.age(bornOn: $0, at: plan.start) }
    }
}

extension Person {
    fileprivate var birth: CivilDate? {
        guard case .child(let birth) = standing else { return nil }
        return birth
    }
}

extension CivilDate {
    fileprivate var order: Int { year * 10_000 + month * 100 + day }

    /// 29 February becomes 1 March where there is none: never shorter.
    fileprivate func anniversary(_ years: Int) -> CivilDate {
        let year = year + years
        let isLeap =
            year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        guard month == 2, day == 29, !isLeap else {
            return CivilDate(year: year, month: month, day: day)
        }
        return CivilDate(year: year, month: 3, day: 1)
    }

    /// For example "12 May 2094".
    package var text: String {
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        guard months.indices.contains(month - 1) else { return iso }
        return "\(day) \(months[month - 1]) \(year)"
    }
}
