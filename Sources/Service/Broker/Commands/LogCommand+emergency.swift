import Casework
import Journal
import Safeguards
import Sessions

/// `log show --emergency`: somebody who is not named for it has to read a sealed session, now (edge case E42).
extension LogCommand {
    /// Asks the policies and writes it down, whatever they say; returns only if they allow it.
    ///
    /// The second person and the reason are what the command was told: it asks nobody for a password.
    static func breakGlass(_ arguments: LogArguments, _ session: StoredSession) throws(Failure) {
        let caseload = DemoCaseloads.caseload(of: session.plan)
        let emergency = Emergency(
            by: try staff(try arguments.required("--by"), in: caseload),
            second: try arguments["--second"].map { (name) throws(Failure) in
                try staff(name, in: caseload)
            }
        )
        let reason = try arguments.required("--reason")
        let book: PolicyBook
        do throws(PolicyFolder.Failure) {
            book = try PolicyFolder.book(at: arguments["--policies"] ?? "Policies")
        } catch {
            throw .input("No rule could be asked, so nothing is shown. \(error)")
        }
        let verdicts = verdicts(on: session, of: caseload, emergency, reason, book)
        let isAllowed = verdicts.allSatisfy(\.isAllowed)
        let name = session.plan.session.text
        try leave(
            arguments,
            isAllowed ? "session \(name), sealed" : "nothing of session \(name), sealed",
            session.stream,
            OutsideReading.Emergency(
                by: emergency.by,
                second: emergency.second,
                isAllowed: isAllowed,
                policies: verdicts.flatMap(\.policies).map(\.id),
                policySet: book.fingerprint
            )
        )
        if let refusal = verdicts.first(where: { !$0.isAllowed }) {
            let reasons = refusal.policies.map { "\($0.reason) (\($0.id))" } + refusal.errors
            throw .verdict(
                "\(name) stays closed. "
                    + (reasons.isEmpty ? "No rule allows it." : reasons.joined(separator: " "))
                    + " That you asked is written down, for the safeguarding lead."
            )
        }
        complain(
            """
            \(name) is sealed. You read it in an emergency: who, why and by which rule is written down, and the safeguarding \
            lead is told.

            """
        )
    }

    /// Whether the seal may be passed, and then whether who has passed it may read.
    private static func verdicts(
        on session: StoredSession,
        of caseload: Caseload,
        _ emergency: Emergency,
        _ reason: String,
        _ book: PolicyBook
    ) -> [Verdict] {
        let sealed = session.seal.map { caseload.sealed(for: $0.readers) } ?? caseload
        let past = PastSession(session, caseload: sealed)
        let now = BrokerClock.system.now.civil
        let facts = past.facts(before: past.entries.count, at: now)
        let asked = PolicyQuestion(.breakGlass, reason: reason, emergency: emergency)
        let verdict = book.decide(asked, on: facts)
        guard verdict.isAllowed else { return [verdict] }
        var open = emergency
        open.until = now.advanced(by: Self.oneReading)
        let reads = PolicyQuestion(.viewLog, reason: reason, emergency: open)
        return [verdict, book.decide(reads, on: facts)]
    }

    /// By id or legal name.
    private static func staff(_ name: String, in caseload: Caseload) throws(Failure) -> PersonID {
        let found = caseload.people.values.first { person in
            guard case .staff = person.standing else { return false }
            return person.id.text.utf8.elementsEqual(name.utf8)
                || person.legalName.utf8.elementsEqual(name.utf8)
        }
        guard let found else {
            throw .verdict("\(name) is nobody of the staff there. Nothing was shown.")
        }
        return found.id
    }

    /// The command reads once; nothing stays open behind it.
    private static let oneReading = Duration.seconds(60)
}
