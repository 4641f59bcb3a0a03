import CaseRecords
import Casework
import Foundation
import JSON
import Journal
import Safeguards
import Sessions

/// `policy explain`: why somebody may do something, or may not, in a session as it is or was.
package enum PolicyExplain {
    private enum Failure: Error {
        case usage
        case input(String)
    }

    /// - Parameter arguments: those behind `policy explain`.
    /// - Returns: 0 if it is allowed, 1 if it is refused, 2 for wrong arguments, 3 if something could not be
    ///   read.
    package static func run(arguments: [String]) -> Int32 {
        do throws(Failure) {
            let options: PolicyArguments
            do throws(LogCommand.Failure) {
                options = try PolicyArguments(
                    arguments,
                    values: ["--session", "--entry", "--who", "--action", "--policies"]
                )
            } catch { throw .usage }
            let explanation = try explain(options)
            print(
                options.isJSON ? JSONWriter.text(explanation.json) : explanation.text
            )
            return explanation.verdict.isAllowed ? 0 : 1
        } catch {
            let (sentence, status): (String, Int32) =
                switch error {
                case .usage: (usage, 2)
                case .input(let sentence): (sentence, 3)
                }
            FileHandle.standardError.write(Data("\(sentence)\n".utf8))
            return status
        }
    }

    private static func explain(_ options: PolicyArguments) throws(Failure) -> Explanation {
        let past: PastSessions
        do throws(JournalError) {
            past = try PastSessions(directory: options.directory, for: "policy explain")
        } catch {
            throw .input("\(options.directory): \(error)")
        }
        guard let id = options["--session"] else { throw .usage }
        guard let session = past.sessions.first(where: { $0.plan.session.text == id }) else {
            let known = past.sessions.map(\.plan.session.text).joined(separator: ", ")
            throw .input("There is no session \(id) in this log. There are: \(known).")
        }
        let book: PolicyBook
        do throws(PolicyFolder.Failure) {
            book = try PolicyFolder.book(at: options["--policies"] ?? "Policies")
        } catch {
            throw .input(error.description)
        }
        let place = try place(options, in: session)
        let question = try question(options, in: session, at: place)
        return Explanation(session, place, question, book)
    }

    /// Of the entry that was named, or behind the last.
    private static func place(
        _ options: PolicyArguments,
        in session: PastSession
    ) throws(Failure) -> Int {
        guard let number = options["--entry"] else { return session.entries.count }
        guard let place = session.entries.firstIndex(where: { String($0.sequence) == number })
        else { throw .input("This session has no entry \(number). `log show` lists them.") }
        return place
    }

    /// What is asked, or else what was asked at that entry.
    private static func question(
        _ options: PolicyArguments,
        in session: PastSession,
        at place: Int
    ) throws(Failure) -> PolicyQuestion {
        guard let word = options["--action"] else {
            guard options["--who"] == nil, place < session.entries.count else { throw .usage }
            guard case .decision(let decision) = session.entries[place].entry,
                let question = session.question(of: decision)
            else {
                throw .input("That entry is no decision. Say who is to do what: --who, --action.")
            }
            return question
        }
        guard let action = GuardedAction(rawValue: word) else {
            let known = GuardedAction.allCases.map(\.rawValue).joined(separator: ", ")
            throw .input("There is no action \(word). There are: \(known).")
        }
        let subject = try seat(options["--who"], in: session)
        guard subject != nil || action == .continueSession || action == .schedule else {
            throw .usage
        }
        let supervisors = session.plan.seats.filter { $0.value.role == .supervisor }.keys.sorted()
        return PolicyQuestion(
            action,
            subject: subject,
            by: action == .admit ? supervisors.first : nil,
            reason: "Asked by hand, to have it explained."
        )
    }

    /// By the seat's id or by the name that is shown.
    private static func seat(
        _ who: String?,
        in session: PastSession
    ) throws(Failure) -> SeatID? {
        guard let who else { return nil }
        let seats = session.plan.seats.keys.sorted()
        guard let seat = seats.first(where: { $0.text == who || session.name($0) == who }) else {
            let known = seats.map { session.name($0) }.joined(separator: ", ")
            throw .input("Nobody here is called \(who). There are: \(known).")
        }
        return seat
    }

    private static let usage = """
        usage: contact-broker policy explain DIR --session ID --entry N [--policies DIR] [--json]
               contact-broker policy explain DIR --session ID --who NAME --action ACTION [--entry N] \
        [--policies DIR] [--json]

        DIR is a data directory. The first form explains a decision in the log; the second asks anything, as the
        session stood before entry N, or as it stands at the log's end. Two actions need no --who: continueSession,
        and schedule (whether it may be held as it is planned). With invite, --who is who would be sent the link.
        """
}
