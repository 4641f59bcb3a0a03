package import Casework
import JSON
import Sessions
import Storage

/// That a child was adopted, and who alone reads what there is of the time before: an entry of each session's own.
package struct RecordSeal: Sendable, Hashable {
    package let child: PersonID
    /// The day of the adoption order.
    package let adopted: CivilDate
    package let readers: Set<PersonID>
    package let by: String
    package let reason: String

    package init(
        child: PersonID,
        adopted: CivilDate,
        readers: Set<PersonID>,
        by: String,
        reason: String
    ) {
        self.child = child
        self.adopted = adopted
        self.readers = readers
        self.by = by
        self.reason = reason
    }

    var json: JSONValue {
        [
            "child": .string(child.text), "adopted": .string(adopted.standardText),
            "readers": .array(readers.sorted().map { .string($0.text) }), "by": .string(by),
            "reason": .string(reason),
        ]
    }

    /// Nil for an entry that cannot be read.
    init?(json: JSONValue) {
        guard let child = json["child"]?.string,
            let adopted = json["adopted"]?.string.flatMap({ CivilDate(text: $0) }),
            let readers = json["readers"]?.array, let by = json["by"]?.string,
            let reason = json["reason"]?.string
        else { return nil }
        self.init(
            child: PersonID(child),
            adopted: adopted,
            readers: Set(readers.compactMap(\.string).map { PersonID($0) }),
            by: by,
            reason: reason
        )
    }

    /// What somebody reads who is not named.
    func refusal(of session: String) -> String {
        """
        \(session) is sealed since the child was adopted on \(adopted.words): only those who are named there read it. \
        Nothing was given out.
        """
    }

    // MARK: Files

    /// Out of the file drop, to a folder of its own; what is there already is left, so that it can be done again.
    static func moveFiles(of session: String, inLog path: String) throws(StorageError) {
        let root = Directory(path)
        guard root.has("records") else { return }
        let (records, sealed) = (root.subdirectory("records"), root.subdirectory(folder))
        let names = RecordFiling.endings.map { session + $0 }.filter(records.has)
        guard !names.isEmpty else { return }
        try sealed.create()
        for name in names {
            try sealed.writeDurably(try records.read(name, limit: 4 << 20), to: name)
            try records.remove(name)
        }
        try records.synchronize()
    }

    static let folder = "sealed"
}

extension StoredSession {
    /// The folder of its record's files.
    var recordsFolder: String { seal == nil ? "records" : RecordSeal.folder }

    /// Why `name` may not read it: it is sealed, and they are none of those who may; nil for everybody else.
    func refusal(to name: String, of what: String? = nil) -> String? {
        guard let seal else { return nil }
        let people = DemoCaseloads.caseload(of: plan).people
        let isNamed = seal.readers.contains { reader in
            reader.text.utf8.elementsEqual(name.utf8)
                || people[reader]?.legalName.utf8.elementsEqual(name.utf8) == true
        }
        return isNamed ? nil : seal.refusal(of: what ?? plan.session.text)
    }
}
