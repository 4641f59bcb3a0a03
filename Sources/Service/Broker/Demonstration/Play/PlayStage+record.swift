import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Sessions

/// The record, and then the log itself.
extension PlayStage {
    func writeTheRecord() async throws(PlayStop) {
        let marcus = try person("Marcus")
        await step("Marcus writes the record, on the page where the session ended.")
        let before = try await marcus.get("/api/record?seat=\(marcus.seat)")
        let fields = (before.json["sections"]?.array ?? []).flatMap { $0["fields"]?.array ?? [] }
        let known = fields.filter { $0["source"] != "human" }
        let filled = known.filter { $0["value"]?.string?.isEmpty == false }
        let own = written(fields)
        check(
            .p10,
            "\(filled.count) of \(fields.count) fields come filled from plan and log; he writes \(own.members.count).",
            filled.count >= 20
        )
        let body: JSONValue = ["seat": .string(marcus.seat), "fields": .object(own)]
        _ = try await marcus.post("/api/record", body)
        let signed = try await marcus.post("/api/record/sign", ["seat": .string(marcus.seat)])
        guard signed.status == 200 else {
            throw PlayStop("The record was not signed: \(JSONWriter.text(signed.json))")
        }
        await rule("signRecord", isAllowed: true)
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: house.settings.data + "/records"
        )
        let files = (names ?? []).sorted()
        check(
            .p10,
            "Signed and filed once, as \(files.joined(separator: ", ")).",
            files.count == RecordFiling.endings.count
        )
    }

    /// A few words of his own, and None where there was nothing.
    private func written(_ fields: [JSONValue]) -> JSONObject {
        var own = JSONObject()
        for field in fields where field["source"] == "human" && field["isRequired"] == true {
            guard field["value"] == "", let key = field["key"]?.string else { continue }
            let isNone = ["concerns", "recordingSeen", "disclosure", "significantHarm"]
                .contains(key)
            let words: JSONValue =
                key == RecordField.childsWords.rawValue
                ? "“Can I show Mum the kite again on Tuesday?”"
                : "Calm and friendly; Amina led the play."
            own.insert(isNone ? "none" : words, at: key)
        }
        if !own.members.contains(where: { $0.name == "strengths" }) {
            own.insert("Warm greeting; Amina showed her drawing.", at: "strengths")
        }
        return own
    }

    func lookIntoTheLog() async throws(PlayStop) {
        let sessions = house.seatings.map(\.session)
        var decisions: [DecisionEntry] = []
        for session in sessions {
            for logged in await session.log {
                if case .decision(let decision) = logged.entry { decisions.append(decision) }
            }
        }
        report.title("Afterwards: the log")
        let explained = decisions.filter { !$0.policies.isEmpty && !$0.sentences.contains("") }
        check(
            .p8,
            "\(explained.count) of \(decisions.count) decisions name the policy that made them, "
                + "with its sentence.",
            !decisions.isEmpty && explained.count == decisions.count
        )
        checkWhatPeopleGot()
        let key = house.journal.verifierKey
        close()
        for verdict in try evidence.verdicts(key) { check(.p9, verdict.text, verdict.holds) }
        report.tell("The same by hand: contact-broker log verify DIR --key KEY")
    }

    /// Of what families and interpreter were sent, as bytes.
    private func checkWhatPeopleGot() {
        let family = cast.browsers.filter { $0.name != "Marcus" }
        let secrets = [
            "Okafor", "Sultana", "Begum", "Bell", "Kamal", "Uddin", "127.0.0.1", "nasrin-",
            "amina-", "denise-", "marcus-", "farida-",
        ]
        let leaks = secrets.filter { secret in family.contains { $0.received.contains(secret) } }
        let count = family.reduce(0) { $0 + $1.received.utf8.count } / 1024
        check(
            .p5,
            "In the \(count) KB sent to family and interpreter: no legal name, address or number.",
            leaks.isEmpty
        )
    }
}
