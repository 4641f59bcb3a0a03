import CaseRecords
import Casework
import Cryptography
import Dispatch
import HTTPWire
import JSON
import Journal
import Sessions
import Transport

/// What a case system may ask for by itself: the notices since a cursor, and a record's documents.
///
///     GET /api/outbox/events?after=CURSOR&limit=COUNT      without `after`: from the first
///     GET /api/outbox/documents/NAME                       a notice's `document`, or its session as SESSION.fhir.json
///
/// It shows that it has the outbox's `whsec_` key: by the three fields of Standard Webhooks, over "GET ", the
/// target as it is sent, and nothing else, not more than five minutes ago. The same cursor always gives the same
/// notices, byte for byte as they are sent, and later ones after them.
enum OutboxRead: Equatable {
    case events(after: UInt64, limit: Int)
    case document(name: String)

    /// Nil for a path of anything else.
    static func isMeant(by path: String) -> Bool { path.hasPrefix(prefix) }

    /// Nil where there is nothing.
    init?(_ target: HTTPTarget) {
        let segments = target.segments
        guard segments.starts(with: ["api", "outbox"]) else { return nil }
        if segments.count == 3, segments[2] == "events" {
            let after = target.query.contains { $0.name == "after" }
            let limit = target.query.contains { $0.name == "limit" }
            let cursor = after ? target.value("after").flatMap { UInt64($0) } : 0
            let count = limit ? target.value("limit").flatMap { Int($0) } : Self.usualLimit
            guard let cursor, let count, (1...Self.highestLimit).contains(count) else {
                return nil
            }
            self = .events(after: cursor, limit: count)
        } else if segments.count == 4, segments[2] == "documents" {
            self = .document(name: segments[3])
        } else {
            return nil
        }
    }

    private static let prefix = "/api/outbox/"
    private static let usualLimit = 100
    private static let highestLimit = 1_000
}

extension WebhookKeys {
    /// Whether whoever sends this has one of the keys for HMAC, and has signed it within five minutes of `now`.
    func isSigned(_ request: HTTPRequest, at now: Timestamp) -> Bool {
        guard let id = request.fields[.webhookID],
            let text = request.fields[.webhookTimestamp], let seconds = Int64(text),
            let signatures = request.fields[.webhookSignature],
            (now.milliseconds / 1000).subtractingReportingOverflow(seconds).partialValue.magnitude
                <= Self.tolerance
        else { return false }
        let signed = Array("GET \(request.target.text)".utf8)
        let own = codes(id: id, seconds: seconds, body: signed)
        return signatures.split(separator: " ").contains { signature in
            own.contains { areEqualInConstantTime(Array(signature.utf8), Array($0.utf8)) }
        }
    }

    /// Seconds (Standard Webhooks 1.0, section "Verifying webhook authenticity").
    private static let tolerance: UInt64 = 300
}

extension Courier {
    /// Answers a case system that asks; from any thread.
    nonisolated func answer(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        loop.post { _ in self.assumeIsolated { $0.read(request, exchange) } }
    }

    private func read(_ request: HTTPRequest, _ exchange: HTTPExchange) {
        guard settings.keys.isSigned(request, at: clock.now.civil) else {
            return exchange.answer(
                Self.refusal(.unauthorized, "This request is not signed with the outbox's key.")
            )
        }
        switch OutboxRead(request.target) {
        case .events(let after, let limit): answerEvents(exchange, after: after, limit: limit)
        case .document(let name): answerDocument(exchange, name)
        case nil: exchange.answer(Self.refusal(.notFound, "There is nothing at this address."))
        }
    }

    /// What the log has had for a while: so no notice comes later with a smaller number than one that was read.
    private func answerEvents(_ exchange: HTTPExchange, after: UInt64, limit: Int) {
        let now = clock.now.uptime
        let known = jobs.filter { $0.delivery.filed > after }
            .sorted {
                ($0.delivery.filed, $0.delivery.notice.id) < (
                    $1.delivery.filed, $1.delivery.notice.id
                )
            }
            .prefix { now - $0.taken >= Self.settling || $0.taken == .zero }
        var page = Array(known.prefix(limit))
        // What was filed together is read together: a cursor stands between entries.
        if let last = page.last {
            page += known.dropFirst(page.count).prefix { $0.delivery.filed == last.delivery.filed }
        }
        let next = page.last?.delivery.filed ?? after
        let answer: JSONValue = [
            "events": .array(
                page.map {
                    $0.delivery.notice.json(source: settings.source, records: settings.records)
                }
            ),
            "next": .string(String(next)), "more": .bool(known.count > page.count),
        ]
        guard !page.isEmpty else { return exchange.answer(answer.response()) }
        let entry: JSONValue = [
            "after": .string(String(after)), "next": .string(String(next)),
            "count": .integer(Int64(page.count)),
        ]
        log(.noticesPulled, entry, in: stream, exchange) { exchange.answer(answer.response()) }
    }

    /// Only what the case system is, or was, to be told of.
    private func answerDocument(_ exchange: HTTPExchange, _ name: String) {
        let job = jobs.first { job in
            guard case .document(let file, _) = job.delivery.notice.content else { return false }
            return name == file || name == RecordFiling.bundle(beside: file)
        }
        guard let job else {
            return exchange.answer(Self.refusal(.notFound, "There is no such document."))
        }
        let filing = RecordFiling(directory: directory + "/records")
        let entry: JSONValue = ["document": .string(name)]
        log(.documentPulled, entry, in: job.stream, exchange) {
            DispatchQueue.global().async {
                let response = filing.document(name)
                exchange.answer(
                    response
                        ?? Self.refusal(.notFound, "The document cannot be read here now.")
                )
            }
        }
    }

    /// A read is in the log before anything is given out.
    private func log(
        _ type: EntryType,
        _ json: JSONValue,
        in stream: StreamID,
        _ exchange: HTTPExchange,
        then: @escaping @Sendable () -> Void
    ) {
        let draft = Draft(stream: stream, type: type.rawValue, payload: JSONWriter.bytes(json))
        store.append([draft], on: loop) { written, _ in
            guard written != nil else {
                return exchange.answer(
                    Self.refusal(.serviceUnavailable, "The log takes nothing at this moment.")
                )
            }
            then()
        }
    }

    /// As long as an entry may be on its way from the log to here.
    private static let settling = Duration.seconds(5)

    private static func refusal(_ status: HTTPStatus, _ sentence: String) -> HTTPResponse {
        (["error": .string(sentence)] as JSONValue).response(status)
    }
}
