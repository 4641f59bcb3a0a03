package import Casework
package import JSON
package import Sessions

/// A session as resources of HL7 FHIR R4 (4.0.1), for case systems that read those.
///
/// It says what the signed record says of who, when and how, and points to the record for the rest: people
/// under the names that the record has, no dates of birth, no addresses, no notes.
package struct FHIRBundle: Sendable {
    let session: CaseSession
    let document: Document

    /// The signed record that the bundle stands beside.
    package struct Document: Sendable {
        package let author: SeatID
        package let signedAt: Timestamp
        /// SHA-256 of the canonical text, in hexadecimal.
        package let hash: String
        /// Its name under `records/`, without an ending.
        package let file: String
        package let head: ContactRecord.LogHead
        /// What was added since; nil if nothing was.
        package let additions: RecordAdditions?

        package init(
            author: SeatID,
            signedAt: Timestamp,
            hash: String,
            file: String,
            head: ContactRecord.LogHead,
            additions: RecordAdditions? = nil
        ) {
            self.author = author
            self.signedAt = signedAt
            self.hash = hash
            self.file = file
            self.head = head
            self.additions = additions
        }
    }

    /// `session` as its log was when the record was signed.
    package init(_ session: CaseSession, document: Document) {
        self.session = session
        self.document = document
    }

    /// A Bundle of type "collection"; the same session and document give the same bytes.
    package var json: JSONValue {
        let resources =
            people + [appointment, encounter, communication] + consents
            + [documentReference] + addenda + [provenance] + auditEvents
        return resource("Bundle", document.file) {
            [
                "identifier": identifier("session", session.id.text), "type": "collection",
                "timestamp": .string(document.signedAt.rfc3339),
                "entry": .array(resources.map(entry)),
            ]
        }
    }

    private func entry(_ resource: JSONValue) -> JSONValue {
        let type = resource["resourceType"]?.string ?? ""
        let id = resource["id"]?.string ?? ""
        return ["fullUrl": .string("\(Self.base)/\(type)/\(id)"), "resource": resource]
    }

    /// Names, not places: nobody answers there (RFC 2606).
    static let base = "https://contact-broker.invalid/fhir"
}

// MARK: Building blocks

extension FHIRBundle {
    /// A resource without the members that are null or empty, which FHIR does not allow.
    func resource(_ type: String, _ id: String, _ members: () -> JSONValue) -> JSONValue {
        var object = JSONObject()
        object.insert(.string(type), at: "resourceType")
        object.insert(.string(id), at: "id")
        for member in members().object?.members ?? [] {
            switch member.value {
            case .null, .array([]): break
            case .bool, .integer, .number, .string, .array, .object:
                object.insert(member.value, at: member.name)
            }
        }
        return .object(object)
    }

    func identifier(_ what: String, _ value: String) -> JSONValue {
        ["system": .string("\(Self.base)/id/\(what)"), "value": .string(value)]
    }

    func reference(_ type: String, _ id: String) -> JSONValue {
        ["reference": .string("\(type)/\(id)")]
    }

    func concept(_ text: String) -> JSONValue { ["text": .string(text)] }

    func concept(_ system: String, _ code: String, _ text: String) -> JSONValue {
        ["coding": [coding(system, code, text)], "text": .string(text)]
    }

    func coding(_ system: String, _ code: String, _ display: String) -> JSONValue {
        ["system": .string(system), "code": .string(code), "display": .string(display)]
    }

    func period(_ from: Timestamp?, _ to: Timestamp?) -> JSONValue {
        var object = JSONObject()
        if let from { object.insert(.string(from.rfc3339), at: "start") }
        if let to { object.insert(.string(to.rfc3339), at: "end") }
        return object.isEmpty ? .null : .object(object)
    }

    static let terminology = "http://terminology.hl7.org/CodeSystem"
}
