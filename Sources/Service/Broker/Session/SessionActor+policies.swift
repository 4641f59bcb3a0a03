import Casework
import Dispatch
import Safeguards
import Sessions
import Signalling
import Transport

/// The policies as a lead reads them; reading them is a decision, and logged.
extension SessionActor {
    func policies(_ exchange: HTTPExchange, by seat: SeatID) {
        guard guarded.state.role(seat) == .lead else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        read(.log, "Reads the policies in force.", exchange, by: seat) { session in
            let review = PolicyReview(session.activePolicies, data: session.dataDirectory)
            let zone = session.guarded.state.plan.zone
            let loop = session.loop
            // Every example is asked, and every past session where the folder has changed.
            DispatchQueue.global().async {
                let response = review.json(in: zone).response()
                loop.post { _ in exchange.answer(response) }
            }
        }
    }
}
