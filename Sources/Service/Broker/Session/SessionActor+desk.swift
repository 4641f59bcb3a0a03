import HTTPWire
import Sessions
import Signalling

/// The record and the timeline, at a desk.
extension SessionActor {
    func record(_ exchange: HTTPExchange, by seat: SeatID) {
        exchange.answer(ErrorAnswer(code: .notNow).response)
    }

    func save(_ draft: RecordDraft, _ exchange: HTTPExchange) {
        exchange.answer(ErrorAnswer(code: .notNow).response)
    }

    func sign(_ exchange: HTTPExchange, by seat: SeatID) {
        exchange.answer(ErrorAnswer(code: .notNow).response)
    }

    func timeline(_ exchange: HTTPExchange, by seat: SeatID) {
        exchange.answer(ErrorAnswer(code: .notNow).response)
    }

    func filedRecord(_ exchange: HTTPExchange, by seat: SeatID) {
        exchange.answer(ErrorAnswer(code: .notNow).response)
    }
}
