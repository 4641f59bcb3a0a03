package import Casework
package import Safeguards
import Sessions
import Synchronization

/// The policies that are obeyed now, and why a newer set is not, if one was offered and refused.
///
/// Sessions in progress are never left without a policy: a set takes the place of another in one step,
/// and one that is broken takes the place of none.
package final class ActivePolicies: PolicyDeciding {
    /// Why a set was not taken.
    package struct Refusal: Sendable, Hashable {
        package let sentence: String
        package let at: Timestamp

        package init(sentence: String, at: Timestamp) {
            self.sentence = sentence
            self.at = at
        }
    }

    private struct State {
        var book: PolicyBook
        var refusal: Refusal?
    }

    /// Where an authority edits them.
    package let folder: String
    private let state: Mutex<State>

    package init(_ book: PolicyBook, of folder: String) {
        self.folder = folder
        state = Mutex(State(book: book))
    }

    package var book: PolicyBook { state.withLock { $0.book } }
    package var refusal: Refusal? { state.withLock { $0.refusal } }

    package func decide(_ question: PolicyQuestion, on facts: SessionFacts) -> Verdict {
        book.decide(question, on: facts)
    }

    package func verdicts(on facts: SessionFacts) -> (PolicyQuestion) -> Verdict {
        book.verdicts(on: facts)
    }

    package func activate(_ book: PolicyBook) { state.withLock { $0 = State(book: book) } }

    package func refuse(_ refusal: Refusal) { state.withLock { $0.refusal = refusal } }
}
