import CaseRecords
import Casework
import Dispatch
import Foundation
import HTTPWire
import Journal
import Safeguards
import Sessions
import Signalling
import Transport

/// What a lead takes out of a session's log, and the numbers of many.
extension SessionActor {
    /// The session's dossier as one file; that it was given out, by whom and why, is in the log before it leaves.
    func export(_ request: ExportRequest, _ exchange: HTTPExchange) {
        let by = guarded.state.plan.seats[request.seat]
            .flatMap { guarded.caseload.people[$0.person]?.legalName }
        read(.export, request.reason, exchange, by: request.seat) { session in
            session.answerExport(exchange, by: by ?? "Somebody", reason: request.reason)
        }
    }

    private func answerExport(_ exchange: HTTPExchange, by: String, reason: String) {
        let (directory, journal, stream) = (dataDirectory, store.journal, stream)
        let (loop, name) = (loop, guarded.state.plan.session.text)
        let now = UInt64(clamping: clock.now.civil.milliseconds / 1_000)
        // Reads the whole log, and waits for the journal.
        DispatchQueue.global().async {
            let export = try? SessionExport(
                of: stream,
                named: name,
                in: directory,
                journal,
                LogIndex.read(directory),
                by: by,
                reason: reason
            )
            let response = export.map { Self.answer($0, at: now) }
            loop.post { _ in exchange.answer(response ?? ErrorAnswer(code: .journalFailed).response)
            }
        }
    }

    private static func answer(
        _ export: SessionExport,
        at seconds: UInt64
    ) -> HTTPResponse {
        var response = HTTPResponse(
            .ok,
            type: "application/x-tar",
            body: TarArchive(export.files, at: seconds).bytes
        )
        response.fields.add(.contentDisposition, "attachment; filename=\"session.tar\"")
        return response
    }

    /// A page of what the log tells of the sessions at which the reader has a lead's seat.
    func statistics(_ exchange: HTTPExchange, by seat: SeatID) {
        guard let reader = lead(at: seat) else {
            return exchange.answer(ErrorAnswer(code: .notAllowed).response)
        }
        read(.log, "Reads the numbers of all sessions.", exchange, by: seat) { session in
            let (directory, moment, loop) = (
                session.dataDirectory, session.clock.now.civil, session.loop
            )
            DispatchQueue.global().async {
                let stored = try? StoredCaseload(directory: directory, at: moment)
                let response = stored?.statistics(of: reader).map {
                    HTTPResponse.page(Array($0.html.utf8))
                }
                loop.post { _ in
                    exchange.answer(response ?? ErrorAnswer(code: .journalFailed).response)
                }
            }
        }
    }
}
