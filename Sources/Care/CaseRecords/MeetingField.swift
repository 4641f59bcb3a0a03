package import Sessions

/// What a person writes in the record of a carer's supervision, or of direct work with a young person: the
/// short forms of domain.md sections 4.1 and 4.5.
///
/// The raw value is the field's key in JSON. What goes well comes before what worries.
package enum MeetingField: String, Sendable, Hashable, CaseIterable {
    case goingWell, wellbeing, progress, caring, contact
    case safeCare, incidents, allegations
    case household, training, practical, notes
    case copyToChild, carersFeedback
    // Of direct work.
    case safeToTalk, doingWell, together, ownWords, outsideRisk, toldOfHarm, nextTime

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
        case .safeToTalk: "Was it a safe place to talk?"
        case .doingWell: "What is going well for the young person"
        case .together: "What you did and talked about"
        case .ownWords: "In the young person’s own words"
        case .outsideRisk: "Risk outside the family and online"
        case .toldOfHarm: "Did they tell of harm?"
        case .nextTime: "What they want next"
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
        case .safeToTalk: "Who was near, and how did you ask? No answer is an answer too."
        case .doingWell: "What did you see and hear that was good? Start here."
        case .together: "Only what you saw and heard, and who began."
        case .ownWords: "Their words, where they may be kept. If you did not ask, say why."
        case .outsideRisk: "Friends, places, people online. Write “none” if there was nothing."
        case .toldOfHarm:
            "Write “none”, or only where the safeguarding record is. Not the words themselves."
        case .nextTime: "What, when, and how: by video, by sound, or face to face."
        }
    }

    package var section: String {
        switch self {
        case .goingWell, .wellbeing, .progress, .carersFeedback: "The carer"
        case .caring, .contact, .training, .household, .practical, .notes: "Caring"
        case .safeCare, .incidents, .allegations: "Safe care"
        case .copyToChild: "The child’s record"
        case .doingWell, .together, .ownWords, .nextTime: "The young person"
        case .safeToTalk, .outsideRisk, .toldOfHarm: "Being safe"
        }
    }

    /// Who cannot do their work without it: a field that nobody reads is not asked for.
    package var reader: RecordField.Reader {
        switch self {
        case .goingWell, .wellbeing, .progress, .caring, .household, .training, .practical,
            .notes:
            .manager
        case .contact, .copyToChild, .doingWell, .together, .nextTime: .socialWorker
        case .safeCare, .incidents, .allegations, .safeToTalk, .outsideRisk, .toldOfHarm: .lead
        case .carersFeedback: .carer
        case .ownWords: .child
        }
    }

    package var isRequired: Bool {
        switch self {
        case .goingWell, .wellbeing, .progress, .caring, .safeCare, .incidents, .allegations,
            .copyToChild, .safeToTalk, .doingWell, .together, .ownWords, .outsideRisk,
            .toldOfHarm:
            true
        case .contact, .household, .training, .practical, .notes, .carersFeedback, .nextTime:
            false
        }
    }

    /// "None" is a whole answer.
    package var allowsNone: Bool {
        switch self {
        case .incidents, .allegations, .copyToChild, .outsideRisk, .toldOfHarm: true
        case .goingWell, .wellbeing, .progress, .caring, .contact, .safeCare, .household,
            .training, .practical, .notes, .carersFeedback, .safeToTalk, .doingWell, .together,
            .ownWords, .nextTime:
            false
        }
    }
}

extension RecordForm {
    /// What a person writes; a register of who came asks for nothing (VR3), and a therapist's notes are kept
    /// elsewhere.
    package var meetingFields: [MeetingField] {
        switch self {
        case .supervision:
            [
                .goingWell, .wellbeing, .progress, .caring, .contact, .safeCare, .incidents,
                .allegations, .household, .training, .practical, .notes, .copyToChild,
                .carersFeedback,
            ]
        case .directWork:
            [
                .doingWell, .together, .ownWords, .nextTime, .safeToTalk, .outsideRisk, .toldOfHarm,
                .notes,
            ]
        case .contact, .attendance, .times: []
        }
    }

    package var title: String {
        switch self {
        case .contact: "Contact record"
        case .supervision: "Supervision record"
        case .attendance: "Attendance record"
        case .times: "Times of a therapeutic session"
        case .directWork: "Direct work record"
        }
    }
}
