import Casework
package import JSON
import Sessions

/// The record as one text that is signed.
extension ContactRecord {
    /// What the signature's hash is taken of: the UTF-8 bytes of `JSONWriter.bytes(canonical,
    /// sorted: true)`.
    ///
    /// Layers are arrays in the order of the record, since members of objects are sorted by name and
    /// strengths come before concerns. Every field of the catalogue is in it, or named under
    /// `doesNotApply`.
    package var canonical: JSONValue {
        let fields = RecordSection.allCases.flatMap(\.fields)
        let applying = fields.filter(applies)
        let skipped = fields.filter { !applies($0) }.map(\.number).sorted()
        return [
            "format": "contact-record/1",
            "session": .string(history.plan.session.text),
            "author": [
                "seat": .string(author.text),
                "name": .string(names.official(author)),
                "role": .string(history.state.role(author)?.rawValue ?? "supervisor"),
            ],
            "submittedAt": head == nil ? .null : .integer(moment.milliseconds),
            "isLate": .bool(isLate),
            "log": head.map {
                ["size": .integer(Int64(clamping: $0.size)), "root": .string($0.root)]
            } ?? .null,
            "layers": [
                "fact": .array(applying.compactMap(factJSON)),
                "observation": written(in: .observation, of: applying),
                "reflection": written(in: .reflection, of: applying),
            ],
            "doesNotApply": .array(skipped.map { .integer(Int64($0)) }),
        ]
    }

    private func factJSON(_ field: RecordField) -> JSONValue? {
        guard let fact = facts[field] else { return nil }
        var object = identity(of: field)
        object.insert(
            .array(
                fact.lines.map { line in
                    [
                        "text": .string(line.text),
                        "entries": .array(line.entries.map { .integer(Int64(clamping: $0)) }),
                    ]
                }
            ),
            at: "lines"
        )
        if let data = fact.data { object.insert(data, at: "data") }
        object.insert(.string(field.source.rawValue), at: "source")
        return .object(object)
    }

    private func written(in layer: RecordField.Layer, of fields: [RecordField]) -> JSONValue {
        .array(
            fields.filter { $0.layer == layer }.map { field in
                var object = identity(of: field)
                object.insert(.string(text(field)), at: "text")
                return .object(object)
            }
        )
    }

    private func identity(of field: RecordField) -> JSONObject {
        var object = JSONObject()
        object.insert(.integer(Int64(field.number)), at: "number")
        object.insert(.string(field.key), at: "key")
        return object
    }
}
