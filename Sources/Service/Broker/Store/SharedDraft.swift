package import Casework
import JSON
package import Sessions

/// A record's draft, which two people or two devices may write at once.
///
/// Each field knows who wrote it last and how often it was written. What was written against an older
/// state of a field takes nobody's place: it is set aside, under its writer's name, until they choose.
package struct SharedDraft: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let text: String
        /// Nil in logs from before it was written down.
        package let by: SeatID?
        package let at: Timestamp
        /// How often it was written; whoever writes says which one they have read.
        package let version: Int64
    }

    package struct Aside: Sendable, Hashable {
        package let key: String
        package let by: SeatID
        package let text: String
        package let at: Timestamp
    }

    package private(set) var fields: [String: Field] = [:]
    /// In the order in which they were set aside.
    package private(set) var asides: [Aside] = []

    package init() {}

    /// What somebody wrote, parted into what stands and what is set aside.
    package struct Save: Sendable, Hashable {
        package let by: SeatID
        package private(set) var fields: [(key: String, text: String)] = []
        package private(set) var asides: [(key: String, text: String)] = []

        package static func == (one: Save, other: Save) -> Bool { one.json == other.json }
        package func hash(into hasher: inout Hasher) { hasher.combine(by) }

        fileprivate init(by: SeatID) { self.by = by }

        fileprivate mutating func stand(_ key: String, _ text: String) {
            fields.append((key, text))
        }
        fileprivate mutating func lay(_ key: String, _ text: String) { asides.append((key, text)) }

        var isEmpty: Bool { fields.isEmpty && asides.isEmpty }

        /// As the journal keeps it.
        var json: JSONValue {
            var object = JSONObject()
            object.insert(.string(by.text), at: "by")
            object.insert(Self.object(fields), at: "fields")
            if !asides.isEmpty { object.insert(Self.object(asides), at: "aside") }
            return .object(object)
        }

        /// Reads what `json` wrote; nil for anything else.
        init?(json: JSONValue) {
            guard let by = json["by"]?.string.flatMap({ SeatID($0) }),
                let fields = json["fields"]?.object
            else { return nil }
            self.init(by: by)
            for member in fields.members { member.value.string.map { stand(member.name, $0) } }
            for member in json["aside"]?.object?.members ?? [] {
                member.value.string.map { lay(member.name, $0) }
            }
        }

        private static func object(_ pairs: [(key: String, text: String)]) -> JSONValue {
            var object = JSONObject()
            for (key, text) in pairs { object.insert(.string(text), at: key) }
            return .object(object)
        }
    }

    /// What is to become of these words, if their writer has read the versions in `base` (0: none yet).
    package func save(
        _ words: [(key: String, text: String)],
        base: [String: Int64],
        by seat: SeatID
    ) -> Save {
        var save = Save(by: seat)
        for (key, text) in words {
            let current = fields[key]
            let isAside = asides.contains { $0.key == key && $0.by == seat }
            if current?.text == text, !isAside { continue }
            let hasRead = current == nil || current?.version == base[key] ?? 0
            if hasRead || current?.text == text {
                save.stand(key, text)
            } else if !asides.contains(where: { $0.key == key && $0.by == seat && $0.text == text })
            {
                save.lay(key, text)
            }
        }
        return save
    }

    package mutating func take(_ save: Save, at moment: Timestamp) {
        for (key, text) in save.fields { write(key, text, by: save.by, at: moment) }
        for (key, text) in save.asides {
            asides.removeAll { $0.key == key && $0.by == save.by }
            asides.append(Aside(key: key, by: save.by, text: text, at: moment))
        }
    }

    /// From a log of before it was written down who saved.
    package mutating func take(_ texts: [(key: String, text: String)], at moment: Timestamp) {
        for (key, text) in texts { write(key, text, by: nil, at: moment) }
    }

    private mutating func write(
        _ key: String,
        _ text: String,
        by seat: SeatID?,
        at moment: Timestamp
    ) {
        asides.removeAll { $0.key == key && $0.by == seat }
        let version = (fields[key]?.version ?? 0) + 1
        fields[key] = Field(text: text, by: seat, at: moment, version: version)
    }

    /// The words as they stand, by field.
    package var texts: [String: String] { fields.mapValues(\.text) }
}
