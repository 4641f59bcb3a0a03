import CaseRecords
import Casework
import Sessions
import Testing

/// What the plan says is never asked for again (domain.md row D29): its catalogue is read from the types
/// themselves, so that nothing can be added to a plan without being thought of here.
@Suite struct `The record's catalogue beside the plan's` {
    /// Where each thing that a plan says is found in the record; nil for what is no part of a record, with
    /// the reason.
    private static let places: [String: [RecordField]] = [
        "ContactPlan.version": [.planVersion],
        "ContactPlan.kind": [.sessionType, .supervisionLevel],
        "ContactPlan.purpose": [.purpose], "ContactPlan.goals": [.purpose],
        "ContactPlan.participants": [.participantsPlanned, .attendance],
        "ContactPlan.supervisors": [.supervisors], "ContactPlan.onCall": [.onCall],
        "ContactPlan.requiresInterpreter": [.interpreter],
        "SessionPlan.session": [.sessionID, .recordID], "SessionPlan.version": [.planVersion],
        "SessionPlan.kind": [.sessionType], "SessionPlan.start": [.plannedTimes],
        "SessionPlan.end": [.plannedTimes], "SessionPlan.zone": [.plannedTimes],
        "SessionPlan.seats": [.participantsPlanned],
        "SessionPlan.requiresInterpreter": [.interpreter],
        "CareCase.id": [.childReferences], "CareCase.child": [.childNames, .retention],
        "CareCase.legalStatus": [.legalStatus], "CareCase.orderValidUntil": [.orders],
        "CareCase.restrictions": [.restrictions],
    ]
    private static let elsewhere: [String: String] = [
        "ContactPlan.whyRemote": "a decision of the plan's, reviewed with it",
        "ContactPlan.days": "who chose that a session is held on a holiday, and why, is the plan's",
        "ContactPlan.requiresSecondStaff": "a rule for the door; who came is in the record",
        "ContactPlan.requiresRelay": "a rule for networks",
        "ContactPlan.maxPeople": "a rule for the door",
        "ContactPlan.groundRules": "agreed to before; the tick is in the record",
        "ContactPlan.title": "the working name, for staff's lists",
        "ContactPlan.carersFile": "a carer's own record",
        "SessionPlan.maxPeople": "a rule for the door",
        "CareCase.allocated": "the case system's to say",
        "CareCase.parentalResponsibility": "the case system's to say",
        "CareCase.conflictOfInterest": "closes records, and is in none",
        "CareCase.sealedFor": "closes records, and is in none",
    ]

    @Test func `has a place, or a reason, for everything that a plan says`() {
        let caseload = Kites.caseload()
        let catalogue = Set(
            Self.names(of: caseload.plan) + Self.names(of: Kites.plan)
                + Self.names(of: caseload.careCase)
        )
        #expect(catalogue == Set(Self.places.keys).union(Self.elsewhere.keys))
        #expect(Set(Self.places.keys).isDisjoint(with: Self.elsewhere.keys))
    }

    @Test func `asks nobody for what the plan says`() {
        let record = Kites.record()
        for (name, fields) in Self.places {
            for field in fields {
                #expect(
                    [.plan, .auto, .derived, .mixed].contains(field.source),
                    "\(name): \(field)"
                )
                let isThere = record.fact(field)?.text.isEmpty == false
                #expect(isThere, "\(name) is not carried into \(field)")
            }
        }
        // And the other way round: what comes from the plan is on this list.
        let carried = Set(Self.places.values.flatMap(\.self))
        for field in RecordField.allCases where field.source == .plan {
            #expect(carried.contains(field), "\(field)")
        }
    }

    @Test func `asks for nothing in words that another field has already`() {
        let given = Set(RecordField.allCases.filter { !$0.isWritten }.map { Self.bare($0.title) })
        for form in [RecordForm.supervision, .directWork, .attendance, .times] {
            for field in form.meetingFields {
                #expect(!given.contains(Self.bare(field.title)), "\(field)")
            }
        }
        for field in RecordField.allCases where field.isWritten && field.source == .human {
            #expect(!given.contains(Self.bare(field.title)), "\(field)")
        }
    }

    @Test func `of other kinds' records names a reader of every mandatory field`() {
        for field in MeetingField.allCases where field.isRequired {
            #expect(!field.reader.rawValue.isEmpty)
            #expect(
                [RecordForm.supervision, .directWork].contains { $0.meetingFields.contains(field) },
                "\(field) is required and nowhere asked for"
            )
        }
    }

    private static func names(of value: Any) -> [String] {
        let mirror = Mirror(reflecting: value)
        return mirror.children.compactMap(\.label).map { "\(type(of: value)).\($0)" }
    }

    private static func bare(_ title: String) -> String { title.lowercased() }
}
