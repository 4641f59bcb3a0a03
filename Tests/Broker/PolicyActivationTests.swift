import Casework
import Cryptography
import Foundation
import HTTPWire
import JSON
import Journal
import Sessions
import Safeguards
import Testing

@testable import Broker

@Suite struct `Putting policies into force` {
    /// A folder of policies, a journal, and the broker that obeys the one and writes the other.
    private final class Scene {
        let folder: URL
        let data: String
        let journal: Journal
        let policies: ActivePolicies
        let activation: PolicyActivation

        init() throws {
            let source = URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Policies")
            let temporary = FileManager.default.temporaryDirectory
            folder = temporary.appending(path: "policies-\(UUID().uuidString)")
            data = temporary.appending(path: "data-\(UUID().uuidString)").path
            try FileManager.default.copyItem(at: source, to: folder)
            let options = JournalOptions(now: { 0 }, random: .system)
            journal = try Journal.open(directory: data, options: options) { _ in }.0
            policies = ActivePolicies(
                try PolicyFolder.book(at: folder.path),
                of: folder.path
            )
            activation = PolicyActivation(
                policies: policies,
                journal: journal,
                stream: StreamID(random: .system),
                clock: .starting(at: Timestamp(milliseconds: 1000))
            )
        }

        func write(_ text: String, to name: String) throws {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }

        var metrics: [Substring] {
            let store = SessionStore(journal: journal)
            let text = String(
                decoding: Metrics.response(policies, store).body,
                as: UTF8.self
            )
            return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        }

        /// What the log holds, once it is closed.
        func entries() throws -> [(type: EntryType?, json: JSONValue)] {
            try journal.close()
            var entries: [(EntryType?, JSONValue)] = []
            _ = try StoredJournal.read(directory: data) { entry in
                guard case .opened(let bytes) = entry.payload,
                    let json = try? JSONParser.parse(bytes, limits: .file)
                else { return }
                entries.append((EntryType(rawValue: entry.type), json))
            }
            return entries
        }
    }

    private let rule = """
        @id("local-quiet") @reason("Nobody draws here.") @onViolation("refuse")
        forbid (principal, action == Action::"drawTogether", resource);
        """

    @Test func `a new set is written down, with who signed it off and why, and obeyed`()
        async throws
    {
        let scene = try Scene()
        let before = scene.policies.book.fingerprint
        let count = scene.policies.book.count
        try scene.write(rule, to: "30-local.cedar")
        try scene.write(
            #"{"by":"Joanna Sable","why":"Panel of 19 October"}"#,
            to: "activation.json"
        )
        let outcome = await scene.activation.run()
        let set = try #require(scene.policies.book.fingerprint)
        #expect(outcome == .activated(set) && set != before)
        #expect(scene.policies.book.count == count + 1)
        let entry = try #require(try scene.entries().last)
        #expect(entry.type == .policiesActivated)
        #expect(entry.json["policySet"]?.string == set)
        #expect(entry.json["before"]?.string == before)
        #expect(entry.json["by"]?.string == "Joanna Sable")
        #expect(entry.json["why"]?.string == "Panel of 19 October")
    }

    @Test func `a broken set is not obeyed; the old one is, and readiness and log say why`()
        async throws
    {
        let scene = try Scene()
        let before = scene.policies.book.fingerprint
        try scene.write(
            "permit (principal, action, resource) when { true && };",
            to: "30-local.cedar"
        )
        guard case .kept(let sentence) = await scene.activation.run() else {
            Issue.record("a broken set was taken")
            return
        }
        #expect(sentence.contains("30-local.cedar:1:"))
        #expect(scene.policies.book.fingerprint == before)
        #expect(scene.metrics.contains("contact_broker_policies_refused 1"))
        #expect(scene.metrics.contains("contact_broker_policies \(scene.policies.book.count)"))
        let readiness = scene.policies.readiness
        #expect(readiness["ready"] == true && readiness["policySet"]?.string == before)
        #expect(readiness["newPoliciesRefused"]?["sentence"]?.string == sentence)
        #expect(readiness["newPoliciesRefused"]?["at"]?.integer ?? 0 >= 1000)
        let entry = try #require(try scene.entries().last)
        #expect(entry.type == .policiesRefused)
        #expect(entry.json["refused"]?.string == sentence && entry.json["kept"]?.string == before)
    }

    @Test func `once it is mended nothing is left of the refusal`() async throws {
        let scene = try Scene()
        try scene.write("permit", to: "30-local.cedar")
        _ = await scene.activation.run()
        #expect(scene.policies.refusal != nil)
        try scene.write(rule, to: "30-local.cedar")
        _ = await scene.activation.run()
        #expect(
            scene.policies.refusal == nil && scene.policies.readiness["newPoliciesRefused"] == nil
        )
        #expect(await scene.activation.run() == .unchanged)
    }

    @Test func `what the log does not take is not obeyed`() async throws {
        let scene = try Scene()
        let before = scene.policies.book.fingerprint
        try scene.journal.close()
        try scene.write(rule, to: "30-local.cedar")
        guard case .kept = await scene.activation.run() else {
            Issue.record("a set was taken that is in no log")
            return
        }
        #expect(scene.policies.book.fingerprint == before)
    }

    @Test func `the broker tells anybody which set it obeys`() async throws {
        let house = try await House.open(at: Timestamp(milliseconds: 1_792_508_400_000))
        let answer = try await house.visitor("Nasrin").get("/readyz")
        #expect(answer.status == 200 && answer.json["ready"] == true)
        #expect(answer.json["policySet"]?.string?.count == 64)
        #expect(answer.json["newPoliciesRefused"] == nil)
        let visitor = try house.visitor("Marcus")
        #expect(try await visitor.get("/metrics").status == 200)
        #expect(visitor.raw.contains("\ncontact_broker_log_writable 1\n"))
        try house.service.stop()
    }

    private var london: CivilZone? { CivilZone("Europe/London") }

    @Test func `a lead reads what is in force, and what the folder holds that is not`()
        async throws
    {
        let scene = try Scene()
        let zone = try #require(london)
        try scene.write(#"{"by":"Joanna Sable","why":"Panel"}"#, to: "activation.json")
        try scene.write(rule, to: "30-quiet.cedar")
        _ = await scene.activation.run()
        let review = PolicyReview(scene.policies, data: scene.data)
        let now = review.json(in: zone)
        #expect(now["policySet"]?.string == scene.policies.book.fingerprint)
        #expect(now["activation"]?["by"] == "Joanna Sable")
        #expect(now["activation"]?["at"] == "Thursday 1 January 1970, 01:00")
        #expect(now["limits"]?.array?.count == PolicyLimit.allCases.count)
        // The rule says no to every drawing that an example has.
        let failed = now["examples"]?["failed"]?.array ?? []
        #expect(failed.contains { $0["came"]?.string?.contains("local-quiet") == true })
        #expect(now["offered"] == .null)

        try FileManager.default.removeItem(at: scene.folder.appending(path: "30-quiet.cedar"))
        let mended = review.json(in: zone)
        #expect(mended["policySet"] == now["policySet"] && mended["examples"] == .null)
        #expect(mended["offered"]?["examples"]?["failed"]?.array == [])
        #expect(
            mended["offered"]?["backtest"]?.string?.hasSuffix(
                "Nothing would have gone another way."
            )
                == true
        )
        try scene.write("permit (", to: "30-quiet.cedar")
        let broken = review.json(in: zone)
        #expect(broken["offered"]?["problem"]?.string?.contains("30-quiet.cedar:1:") == true)
    }
}
