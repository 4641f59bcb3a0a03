import Casework
import JSON
import Sessions

/// A planned session as the journal keeps it.
extension SessionPlan {
    var json: JSONValue {
        let seats = seats.sorted { $0.key < $1.key }.map { id, seat -> JSONValue in
            var object = JSONObject()
            object.insert(.string(id.text), at: "seat")
            object.insert(.string(seat.person.text), at: "person")
            object.insert(.string(seat.role.rawValue), at: "role")
            if let companion = seat.companion {
                object.insert(.string(companion.text), at: "companion")
            }
            object.insert(.bool(seat.mustAgree), at: "mustAgree")
            if seat.signs { object.insert(true, at: "signs") }
            if seat.isInterpreted { object.insert(true, at: "isInterpreted") }
            return .object(object)
        }
        return [
            "session": .string(session.text), "plan": .string(version.plan),
            "version": .integer(Int64(version.number)), "kind": .string(kind.rawValue),
            "start": .integer(start.milliseconds), "end": .integer(end.milliseconds),
            "zone": .string(zone.name), "requiresInterpreter": .bool(requiresInterpreter),
            "maxPeople": .integer(Int64(maxPeople)), "seats": .array(seats),
        ]
    }

    /// Reads what `json` wrote; nil for anything else.
    init?(json: JSONValue) {
        guard let session = json["session"]?.string, let plan = json["plan"]?.string,
            let version = json["version"]?.integer.flatMap({ Int(exactly: $0) }),
            let kind = json["kind"]?.string.flatMap(SessionKind.init(rawValue:)),
            let start = json["start"]?.integer, let end = json["end"]?.integer,
            let zone = json["zone"]?.string.flatMap({ CivilZone($0) }),
            let requiresInterpreter = json["requiresInterpreter"]?.bool,
            let maxPeople = json["maxPeople"]?.integer.flatMap({ Int(exactly: $0) }),
            let list = json["seats"]?.array
        else { return nil }
        var seats: [SeatID: Seat] = [:]
        for seat in list {
            guard let id = seat["seat"]?.string.flatMap({ SeatID($0) }),
                let person = seat["person"]?.string,
                let role = seat["role"]?.string.flatMap(SeatRole.init(rawValue:)),
                let mustAgree = seat["mustAgree"]?.bool
            else { return nil }
            seats[id] = Seat(
                person: PersonID(person),
                role: role,
                companion: seat["companion"]?.string.map { PersonID($0) },
                mustAgree: mustAgree,
                signs: seat["signs"]?.bool ?? false,
                isInterpreted: seat["isInterpreted"]?.bool ?? false
            )
        }
        self.init(
            session: SessionID(session),
            version: PlanVersion(plan: plan, number: version),
            kind: kind,
            start: Timestamp(milliseconds: start),
            end: Timestamp(milliseconds: end),
            zone: zone,
            seats: seats,
            requiresInterpreter: requiresInterpreter,
            maxPeople: maxPeople
        )
    }
}
