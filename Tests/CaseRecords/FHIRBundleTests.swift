import CaseRecords
import Casework
import JSON
import Sessions
import Testing

/// What it means; that it is FHIR is for an independent library to say (Tests/CaseSystem/check_fhir.py).
@Suite struct `A session as FHIR` {
    private func resources(_ number: Int) throws -> [JSONValue] {
        let bundle = FHIRBundle(
            Term.sessions[number],
            document: FHIRBundle.Document(
                author: Kites.supervisor,
                signedAt: Term.at(number, 70),
                hash: "9f86d081",
                file: "kites-1",
                head: ContactRecord.LogHead(size: 12, root: "root")
            )
        )
        #expect(bundle.json == bundle.json)
        return (bundle.json["entry"]?.array ?? []).compactMap { $0["resource"] }
    }

    private func only(_ type: String, _ resources: [JSONValue]) throws -> JSONValue {
        let found = resources.filter { $0["resourceType"]?.string == type }
        #expect(found.count == 1)
        return try #require(found.first)
    }

    @Test func `tells who was there and for how long`() throws {
        let all = try resources(0)
        let encounter = try only("Encounter", all)
        #expect(encounter["status"] == "finished")
        #expect(encounter["subject"]?["reference"] == "Patient/s-amina")
        #expect(encounter["period"]?["start"]?.string == Term.at(0, 0).rfc3339)
        #expect(encounter["length"]?["value"] == 1800)
        let came = encounter["participant"]?.array?.compactMap {
            $0["individual"]?["reference"]?.string
        }
        #expect(
            came?.sorted() == [
                "Practitioner/s-farida", "Practitioner/s-marcus", "RelatedPerson/s-nasrin",
            ]
        )
        #expect(try only("Patient", all)["name"]?.array?.first?["text"] == "Amina")
        #expect(try only("Appointment", all)["status"] == "fulfilled")
    }

    @Test func `says of a session that was not held that it was not`() throws {
        let all = try resources(4)
        #expect(try only("Encounter", all)["status"] == "cancelled")
        #expect(try only("Encounter", all)["period"]?["start"] == nil)
        #expect(try only("Communication", all)["status"] == "not-done")
        #expect(try only("Appointment", all)["status"] == "noshow")
    }

    @Test func `points to the record that was signed, by its hash and the log's head`() throws {
        let all = try resources(0)
        let document = try only("DocumentReference", all)
        let ids = document["identifier"]?.array?.compactMap { $0["value"]?.string }
        #expect(ids?.contains("9f86d081") == true)
        let source = try only("Provenance", all)["entity"]?.array?.first?["what"]
        #expect(source?["identifier"]?["value"] == "root")
        #expect(
            try only("Provenance", all)["agent"]?.array?.first?["who"]?["reference"]
                == "Practitioner/s-marcus"
        )
    }

    @Test func `has nobody's family name, date of birth or notes but the staff's own names`() throws
    {
        for number in Term.sessions.indices {
            let text = JSONWriter.text(.array(try resources(number)))
            for secret in ["Sultana", "Okafor", "Uddin", "2019", "noted"] {
                #expect(!text.contains(secret), "\(secret)")
            }
            // FHIR knows neither null nor an empty list.
            #expect(!text.contains("null") && !text.contains("[]"))
        }
    }
}
