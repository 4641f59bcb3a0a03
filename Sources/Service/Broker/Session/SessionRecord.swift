import CaseRecords
import JSON
import Sessions
import Signalling

/// A session's record in the form that its kind has.
enum SessionRecord: Sendable {
    case contact(ContactRecord)
    case meeting(MeetingRecord)

    var problems: [String] {
        switch self {
        case .contact(let record): record.problems
        case .meeting(let record): record.problems
        }
    }

    var isLate: Bool {
        switch self {
        case .contact(let record): record.isLate
        case .meeting(let record): record.isLate
        }
    }

    var canonical: JSONValue {
        switch self {
        case .contact(let record): record.canonical
        case .meeting(let record): record.canonical
        }
    }

    /// The carer's part; nil where nobody countersigns, or has not yet.
    var countersignature: JSONValue? {
        switch self {
        case .contact: nil
        case .meeting(let record): record.countersignature
        }
    }

    func html(hash: String?, additions: RecordAdditions? = nil) -> String {
        switch self {
        case .contact(let record): record.html(hash: hash, additions: additions)
        case .meeting(let record): record.html(hash: hash, additions: additions)
        }
    }

    /// Whether somebody may write under this key.
    static func isWritten(_ key: String, in form: RecordForm) -> Bool {
        switch form {
        case .contact: RecordField(rawValue: key) != nil
        case .supervision, .attendance, .times, .directWork:
            form.meetingFields.contains { $0.key == key }
        }
    }

    var sections: [RecordAnswer.Section] {
        switch self {
        case .contact(let record):
            record.form.map { section in
                RecordAnswer.Section(title: section.title, fields: section.rows.map(Self.field))
            }
        case .meeting(let record):
            record.sections.map { section in
                RecordAnswer.Section(title: section.title, fields: section.rows.map(Self.field))
            }
        }
    }

    private static func field(_ row: ContactRecord.Row) -> RecordAnswer.Field {
        RecordAnswer.Field(
            key: row.key,
            number: Int64(row.number),
            title: row.title,
            help: row.help,
            source: source(row.source),
            value: row.value,
            isRequired: row.isRequired,
            entry: row.entry.map { Int64(clamping: $0) },
            basis: row.basis
        )
    }

    private static func field(_ row: MeetingRecord.Row) -> RecordAnswer.Field {
        RecordAnswer.Field(
            key: row.key,
            number: 0,
            title: row.title,
            help: row.help,
            source: source(row.source),
            value: row.value,
            isRequired: row.isRequired,
            entry: row.fact?.entries.first.map { Int64(clamping: $0) }
        )
    }

    private static func source(_ source: RecordField.Source) -> RecordAnswer.Source {
        switch source {
        case .auto: .auto
        case .plan: .plan
        case .derived: .derived
        case .human, .mixed: .human
        }
    }
}
