import CaseRecords
import Cryptography
import HTTPWire
import JSON
import Journal
import Sessions
import Storage
import TransparencyLog

/// `records/`: a signed record as JSON with the log's proof, as a page, and as FHIR resources.
///
/// Blocks; not for a loop.
struct RecordFiling: Sendable {
    let directory: String

    /// Files the record under a session's name, and beside it what was added since; the same twice is the
    /// same files.
    ///
    /// False if something could not be read or written.
    func file(
        _ record: SessionRecord,
        hash: String,
        additions: RecordAdditions? = nil,
        fhir: JSONValue,
        as name: String,
        _ entry: UInt64,
        in journal: Journal
    ) -> Bool {
        let folder = Directory(directory)
        do {
            var whole = JSONObject()
            whole.insert("contact-broker-record/1", at: "format")
            whole.insert(record.canonical, at: "record")
            whole.insert(.string(hash), at: "hash")
            if let part = record.countersignature { whole.insert(part, at: "countersignature") }
            whole.insert(try Self.proof(of: entry, in: journal), at: "proof")
            if let additions, !additions.isEmpty {
                whole.insert(try Self.addenda(additions, journal), at: "addenda")
                whole.insert(.array(additions.checks.map(additions.json)), at: "checks")
            }
            try folder.create()
            try folder.writeDurably(
                JSONWriter.bytes(.object(whole), sorted: true),
                to: name + ".json"
            )
            try folder.writeDurably(
                Array(record.html(hash: hash, additions: additions).utf8),
                to: name + ".html"
            )
            try folder.writeDurably(JSONWriter.bytes(fhir), to: name + Self.fhirEnding)
            return true
        } catch {
            return false
        }
    }

    /// Each with its hash, as it is in the log, and the log's proof.
    private static func addenda(_ additions: RecordAdditions, _ journal: Journal)
        throws(JournalError) -> JSONValue
    {
        var list: [JSONValue] = []
        for item in additions.addenda {
            list.append([
                "addendum": additions.canonical(item.value), "hash": .string(item.value.hash),
                "proof": try proof(of: item.entry, in: journal),
            ])
        }
        return .array(list)
    }

    private static func proof(of entry: UInt64, in journal: Journal) throws(JournalError)
        -> JSONValue
    {
        let (proof, checkpoint) = try journal.inclusionProof(of: entry)
        return [
            "entry": .integer(Int64(clamping: entry)),
            "size": .integer(Int64(clamping: proof.size)),
            "path": .array(proof.path.map { .string(Base64.encode($0.bytes)) }),
            "checkpoint": .string(String(decoding: checkpoint, as: UTF8.self)),
        ]
    }

    /// The page of a filed record.
    func page(_ name: String) -> HTTPResponse? {
        guard let bytes = try? Directory(directory).read(name + ".html", limit: 4 << 20) else {
            return nil
        }
        return .page(bytes)
    }

    /// The session as FHIR resources; nil for one that was filed before there were any.
    func bundle(_ name: String) -> HTTPResponse? {
        guard let bytes = try? Directory(directory).read(name + Self.fhirEnding, limit: 4 << 20)
        else { return nil }
        return HTTPResponse(.ok, type: "application/fhir+json", body: bytes)
    }

    /// The name of the FHIR resources beside a record's document.
    static func bundle(beside document: String) -> String {
        document.hasSuffix(".json") ? String(document.dropLast(5)) + fhirEnding : document
    }

    /// The record's JSON, or its FHIR resources, by the file's own name.
    func document(_ name: String) -> HTTPResponse? {
        guard let bytes = try? Directory(directory).read(name, limit: 4 << 20) else { return nil }
        let isBundle = name.hasSuffix(Self.fhirEnding)
        return HTTPResponse(
            .ok,
            type: isBundle ? "application/fhir+json" : "application/json; charset=utf-8",
            body: bytes
        )
    }

    /// The endings of a record's files: what goes when the record goes.
    static let endings = [".html", ".json", fhirEnding]
    private static let fhirEnding = ".fhir.json"
}
