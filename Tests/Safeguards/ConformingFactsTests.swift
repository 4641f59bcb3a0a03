import Casework
import Cedar
import Safeguards
import Sessions
import Testing

@Suite struct `Facts that are not as the schema says` {
    private func book(changing old: String, to new: String) throws -> PolicyBook {
        let names = ["10-permits.cedar", "20-safeguards.cedar"]
        let schema = try PolicyFiles.text("schema.cedarschema")
        #expect(schema.contains(old))
        return try PolicyBook(
            policies: names.map { PolicySet.File(name: $0, text: try PolicyFiles.text($0)) },
            schema: PolicySet.File(name: "schema", text: schema.replacing(old, with: new)),
            limits: PolicyFiles.limits(),
            fingerprint: "set"
        )
    }

    private func verdict(_ book: PolicyBook) -> Verdict {
        Stage(book).session.ask(
            PolicyQuestion(.knock, subject: Kites.mother),
            at: Stage(book).now
        )
    }

    @Test func `are put to no policy: the answer is no, with what is wrong`() throws {
        let right = try book(changing: "staffCount: Long", to: "staffCount: Long")
        #expect(verdict(right).errors == [])
        let verdict = verdict(
            try book(changing: "staffCount: Long", to: "staffCount: Long, roof: Bool")
        )
        #expect(!verdict.isAllowed)
        #expect(verdict.policies.isEmpty)
        #expect(verdict.errors == ["In the request, `context`, `room`, `roof`: It is missing."])
        #expect(verdict.effect == .hold)
        #expect(verdict.policySet == "set")
    }

    @Test func `are refused where they speak of somebody who is not there`() throws {
        let book = try book(changing: "staffCount: Long", to: "staffCount: Long")
        let known = Stage(book).session
        let caseload = known.caseload
        let strange = CareCase(
            id: caseload.careCase.id,
            child: caseload.careCase.child,
            legalStatus: caseload.careCase.legalStatus,
            allocated: [PersonID("nobody")],
            parentalResponsibility: [],
            orderValidUntil: nil,
            restrictions: []
        )
        let session = GuardedSession(
            state: known.state,
            caseload: Caseload(
                people: Array(caseload.people.values),
                careCase: strange,
                plan: caseload.plan,
                agreements: Array(caseload.agreements.values),
                help: caseload.help
            ),
            policies: book,
            route: .server
        )
        let verdict = session.ask(
            PolicyQuestion(.knock, subject: Kites.mother),
            at: Stage(book).now
        )
        #expect(
            verdict.errors == [
                #"The facts speak of FamilyMember::"nobody", which is not among them."#
            ]
        )
        #expect(!verdict.isAllowed)
    }
}
