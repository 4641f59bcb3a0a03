package import Sessions

/// What a person writes in the record of a carer's supervision: the short form of domain.md section 4.1.
///
/// The raw value is the field's key in JSON. What goes well comes before what worries.
package enum MeetingField: String, Sendable, Hashable, CaseIterable {
    case goingWell, wellbeing, progress, caring, contact
    case safeCare, incidents, allegations
    case household, training, practical, notes
    case copyToChild, carersFeedback

    package var key: String { rawValue }
}

extension MeetingField {
    package var title: String {
        switch self {
        case .goingWell: "What is going well"
        case .wellbeing: "How the carer is"
        case .progress: "Since the last supervision"
        case .caring: "Caring day by day"
        case .contact: "Family time, seen from the carer’s home"
        case .safeCare: "Safer care plan and risk"
        case .incidents: "Accidents, incidents, restraint"
        case .allegations: "Allegations, complaints, standards of care"
        case .household: "Household and checks"
        case .training: "Training and development"
        case .practical: "Money and practical matters"
        case .notes: "Other notes"
        case .copyToChild: "What goes on the child’s record as well"
        case .carersFeedback: "What the carer wants from us"
        }
    }

    package var help: String {
        switch self {
        case .goingWell: "What does this carer do well? Start here."
        case .wellbeing: "Wellbeing, stress, sleep, breaks from caring. Is there enough support?"
        case .progress: "What has changed, and what became of the actions."
        case .caring:
            "Health, school, routines, identity and culture. Write “the child”, not a name."
        case .contact: "How family time goes for everybody at home."
        case .safeCare: "Is the safer care plan current? Is a risk assessment needed?"
        case .incidents: "Facts and dates. Write “none” if there were none."
        case .allegations: "Facts and dates. Write “none” if there were none."
        case .household: "Who lives there now, and whose checks fall due."
        case .training: "Done, planned, wanted."
        case .practical: "Payments, equipment, health and safety."
        case .notes: "What is not said above."
        case .copyToChild:
            "Nothing is copied by itself. Write what the child’s social worker is to have, or “none”."
        case .carersFeedback: "In the carer’s words where you can."
        }
    }

    package var section: String {
        switch self {
        case .goingWell, .wellbeing, .progress, .carersFeedback: "The carer"
        case .caring, .contact, .training, .household, .practical, .notes: "Caring"
        case .safeCare, .incidents, .allegations: "Safe care"
        case .copyToChild: "The child’s record"
        }
    }

    package var isRequired: Bool {
        switch self {
        case .goingWell, .wellbeing, .progress, .caring, .safeCare, .incidents, .allegations,
            .copyToChild:
            true
        case .contact, .household, .training, .practical, .notes, .carersFeedback: false
        }
    }

    /// "None" is a whole answer.
    package var allowsNone: Bool {
        switch self {
        case .incidents, .allegations, .copyToChild: true
        case .goingWell, .wellbeing, .progress, .caring, .contact, .safeCare, .household,
            .training, .practical, .notes, .carersFeedback:
            false
        }
    }
}

extension RecordForm {
    /// What a person writes; a register of who came asks for nothing (VR3).
    package var meetingFields: [MeetingField] {
        switch self {
        case .supervision: MeetingField.allCases
        case .contact, .attendance: []
        }
    }

    package var title: String {
        switch self {
        case .contact: "Contact record"
        case .supervision: "Supervision record"
        case .attendance: "Attendance record"
        }
    }
}
