import Casework
import JSON
import Sessions

/// Who had a seat: the child as Patient, family and carers as RelatedPerson, workers as Practitioner.
extension FHIRBundle {
    var people: [JSONValue] { seats.map(person) }

    /// Without the lead's: who only reads the record is no part of the session.
    var seats: [SeatID] {
        session.plan.seats.filter { $0.value.role != .lead }.keys.sorted()
    }

    /// The first child's seat; nil where no child takes part.
    var child: SeatID? { session.seats(.child).first }

    /// Where a child takes part; what a resource is about.
    var subject: JSONValue { child.map(reference) ?? .null }

    func reference(_ seat: SeatID) -> JSONValue { reference(type(of: seat), seat.text) }

    /// A RelatedPerson needs somebody to be related to.
    func type(of seat: SeatID) -> String {
        switch session.plan.seats[seat]?.role {
        case .child: "Patient"
        case .family, .carer: child == nil ? "Practitioner" : "RelatedPerson"
        case .interpreter, .supervisor, .colleague, .lead, nil: "Practitioner"
        }
    }

    private func person(_ seat: SeatID) -> JSONValue {
        let type = type(of: seat)
        return resource(type, seat.text) {
            [
                "identifier": [identifier("seat", seat.text)],
                "name": [["text": .string(session.names.official(seat))]],
                "patient": type == "RelatedPerson" ? subject : .null,
                "relationship": type == "RelatedPerson"
                    ? [concept(session.names.described(seat))] : .null,
            ]
        }
    }
}
