import Sessions

/// The record as a form: what a page shows and asks.
extension ContactRecord {
    package struct Section: Sendable, Hashable {
        package let section: RecordSection
        package let rows: [Row]

        package var title: String { section.title }
    }

    /// One line of the form; a mixed field has two, the log's and the supervisor's.
    package struct Row: Sendable, Hashable {
        package let field: RecordField
        /// The field's key, with "-log" behind it for the log's half of a mixed field.
        package let key: String
        package let number: Int
        package let title: String
        package let help: String?
        /// Never `mixed`.
        package let source: RecordField.Source
        package let value: String
        package let isRequired: Bool
        /// The first entry of the log that the value rests on.
        package let entry: UInt64?
        /// What that entry says.
        package let basis: String?
    }

    /// Everything that applies to this session, strengths before concerns.
    ///
    /// The manager's check is no part of it: it is somebody else's form.
    package var form: [Section] {
        RecordSection.allCases.compactMap { section in
            let rows = section.fields.filter { applies($0) && $0.layer != .review }.flatMap(rows)
            return rows.isEmpty ? nil : Section(section: section, rows: rows)
        }
    }

    private func rows(of field: RecordField) -> [Row] {
        let isMixed = field.source == .mixed
        var rows: [Row] = []
        if let fact = facts[field] {
            rows.append(
                Row(
                    field: field,
                    key: isMixed ? "\(field.key)-log" : field.key,
                    number: field.number,
                    title: field.title,
                    help: nil,
                    source: isMixed ? .auto : field.source,
                    value: fact.text,
                    isRequired: field.isRequired,
                    entry: fact.entries.first,
                    basis: fact.entries.first.flatMap { basis[$0] }
                )
            )
        }
        if field.isWritten {
            rows.append(
                Row(
                    field: field,
                    key: field.key,
                    number: field.number,
                    title: isMixed ? "\(field.title): your words" : field.title,
                    help: field.help,
                    source: .human,
                    value: text(field),
                    isRequired: isRequired(field),
                    entry: nil,
                    basis: nil
                )
            )
        }
        return rows
    }
}
