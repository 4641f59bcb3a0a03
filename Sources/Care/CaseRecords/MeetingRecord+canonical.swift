import Casework
package import JSON
import Sessions

/// The record as one text that is signed, and the carer's part beside it.
extension MeetingRecord {
    package var canonical: JSONValue {
        let rows = sections.flatMap(\.rows)
        return [
            "format": .string(form.format),
            "session": .string(history.plan.session.text),
            "kind": .string(history.plan.kind.rawValue),
            "filedTo": caseload.plan.carersFile.map {
                ["file": .string($0.name), "reference": .string($0.reference)]
            } ?? .null,
            "outcome": .string(history.outcome?.rawValue ?? "open"),
            "author": [
                "seat": .string(author.text), "name": .string(names.official(author)),
            ],
            "submittedAt": head == nil ? .null : .integer(moment.milliseconds),
            "isLate": .bool(isLate),
            "log": head.map {
                ["size": .integer(Int64(clamping: $0.size)), "root": .string($0.root)]
            } ?? .null,
            "fact": .array(rows.compactMap(factJSON)),
            "written": .array(
                rows.filter { $0.fact == nil }.map {
                    ["key": .string($0.key), "text": .string($0.text)]
                }
            ),
        ]
    }

    /// What the carer signs: her view and her words, under the hash of what she read.
    private static func canonical(_ part: Countersignature, name: String) -> JSONValue {
        [
            "name": .string(name), "view": .string(part.view.rawValue),
            "words": .string(part.words), "record": .string(part.hash),
            "at": .integer(part.at.milliseconds),
        ]
    }

    /// The carer's part as it is filed; nil where nobody countersigns, or has not yet.
    package var countersignature: JSONValue? {
        part.map { Self.canonical($0, name: names.shown($0.by)) }
    }

    private func factJSON(_ row: Row) -> JSONValue? {
        guard let fact = row.fact else { return nil }
        var object = JSONObject()
        object.insert(.string(row.key), at: "key")
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
        object.insert(.string(row.source.rawValue), at: "source")
        return .object(object)
    }
}
