import Foundation
import HTTPWire
import Storage
import Synchronization
import TransparencyLog
import Transport

/// A witness on the network: `POST /add-checkpoint` (C2SP tlog-witness), and nothing else.
final class WitnessServer: Sendable {
    private let witness: Mutex<Witness>
    /// By origin.
    private let logs: [String: VerifierKey]

    init(_ witness: consuming sending Witness, logs: [VerifierKey]) {
        self.witness = Mutex(witness)
        self.logs = Dictionary(logs.map { ($0.name, $0) }) { $1 }
    }

    /// One after the other: what is judged is what was kept last.
    func route(_ request: HTTPRequest) -> HTTPResponse {
        guard request.target.segments == ["add-checkpoint"] else { return HTTPResponse(.notFound) }
        guard request.method == .post else { return HTTPResponse(.methodNotAllowed) }
        guard let asked = try? WitnessRequest(parsing: request.body),
            let note = try? SignedNote(parsing: asked.note)
        else { return Self.refusal(.malformed) }
        let origin = note.text.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        guard let key = logs[origin] else { return HTTPResponse(.notFound) }
        let time = UInt64(max(0, Date.now.timeIntervalSince1970))
        do throws(StorageError) {
            let answer = try witness.withLock { witness throws(StorageError) in
                try witness.cosign(asked, log: key, time: time)
            }
            switch answer {
            case .success(let line): return HTTPResponse(.ok, type: Self.text, body: line)
            case .failure(let refusal): return Self.refusal(refusal)
            }
        } catch {
            LogCommand.complain("Nothing was signed: \(error).")
            return HTTPResponse(.internalServerError)
        }
    }

    private static func refusal(_ refusal: WitnessRequest.Refusal) -> HTTPResponse {
        switch refusal {
        case .malformed: HTTPResponse(.badRequest)
        case .notSigned: HTTPResponse(.forbidden)
        case .wrongStart(let seen), .shrunk(let seen):
            HTTPResponse(.conflict, type: "text/x.tlog.size", body: Array("\(seen)\n".utf8))
        case .inconsistent: HTTPResponse(.unprocessable)
        }
    }

    private static let text = "text/plain; charset=utf-8"
}
