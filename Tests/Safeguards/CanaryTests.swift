import Cedar
import Foundation
import Testing

@testable import Safeguards

@Suite struct `The canaries` {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")

    private func book(_ change: (String) -> String = { $0 }) throws -> PolicyBook {
        let files = try ["10-permits.cedar", "20-safeguards.cedar"].map { name in
            PolicySet.File(
                name: name,
                text: change(
                    try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
                )
            )
        }
        let schema = try String(
            contentsOf: Self.folder.appending(path: "schema.cedarschema"),
            encoding: .utf8
        )
        return try PolicyBook(
            policies: files,
            schema: PolicySet.File(name: "schema", text: schema),
            limits: PolicyFiles.limits()
        )
    }

    @Test func `are all refused by the shipped policies`() throws {
        #expect(try book().allowedCanaries == [])
    }

    @Test(arguments: Canary.allCases)
    func `would be allowed but for the one thing that is wrong`(canary: Canary) throws {
        let facts = try #require(canary.facts(isRight: true))
        let verdict = try book().decide(canary.question, on: facts)
        #expect(verdict.isAllowed, "\(verdict.policies.map(\.id)) \(verdict.errors)")
    }

    /// What shows that it is missing; rules that overlap are taken away together.
    @Test(arguments: [
        (["supervisor-must-see-and-hear"], [Canary.goOnUnseen, .resumeUnseen]),
        (
            ["supervisor-must-be-present", "child-never-alone", "supervisor-must-see-and-hear"],
            [.goOnWithoutSupervisor, .goOnUnseen, .resumeUnseen]
        ),
        (["barred-from-session"], [.admitTheBarred]),
        (["no-contact-restriction", "no-contact-in-room"], [.admitTheForbiddenPair]),
        (["consent-missing"], [.admitWithoutAgreement]),
        (["silent-unless-live"], [.publishBeforeTheStart, .publishWhilePaused]),
        (["relay-only-confidential-placement"], [.publishDirectly]),
    ])
    func `notice a safeguard that is gone`(ids: [String], canaries: [Canary]) throws {
        let poorer = try book { text in
            text.components(separatedBy: "@id(").filter { policy in
                !ids.contains { policy.hasPrefix("\"\($0)\"") }
            }.joined(separator: "@id(")
        }
        #expect(try poorer.count == book().count - ids.count)
        #expect(poorer.allowedCanaries == canaries)
    }

    @Test func `stay refused however wide a permit is: safeguards win`() throws {
        let wider = try book {
            $0 + "\n@id(\"anyone-\($0.utf8.count)\") @reason(\"Anyone.\") "
                + "permit (principal, action, resource);\n"
        }
        #expect(wider.allowedCanaries == [])
    }

    /// Recording is a floor that needs no rule: no action stands for it.
    @Test func `need none for recording, which no set can permit`() {
        #expect(throws: CedarError.self) {
            try book {
                $0 + "\n@id(\"record-\($0.utf8.count)\") @reason(\"We record.\") "
                    + "permit (principal, action == Action::\"recordSession\", resource);\n"
            }
        }
    }
}
