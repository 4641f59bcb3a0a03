import Casework
import Cryptography
import Foundation
import HTTPWire
import JSON
import Testing

@testable import Broker

@Suite struct `A case system that asks` {
    private static let secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private let now = Timestamp(milliseconds: 1_792_508_400_000)

    @Test(arguments: [
        ("/api/outbox/events", OutboxRead.events(after: 0, limit: 100)),
        ("/api/outbox/events?after=12&limit=3", .events(after: 12, limit: 3)),
        ("/api/outbox/documents/kites-1.fhir.json", .document(name: "kites-1.fhir.json")),
    ])
    func `says since when, or which document`(target: String, read: OutboxRead) throws {
        #expect(OutboxRead(try #require(HTTPTarget(target))) == read)
    }

    @Test(arguments: [
        "/api/outbox/events?after=-1", "/api/outbox/events?after=", "/api/outbox/events?limit=0",
        "/api/outbox/events?limit=1001", "/api/outbox/events?after=1&after=2", "/api/outbox/",
        "/api/outbox/documents", "/api/outbox/documents/a/b", "/api/outbox/events/1",
        "/api/outbox/events?after=99999999999999999999",
    ])
    func `is told that there is nothing else`(target: String) throws {
        #expect(OutboxRead(try #require(HTTPTarget(target))) == nil)
    }

    @Test func `has to have signed this very target with the shared key, just now`() throws {
        let keys = try WebhookKeys(file: keyFile())
        let target = "/api/outbox/events?after=12"
        let seconds = now.milliseconds / 1000
        let good = try signed(target, at: seconds)
        #expect(keys.isSigned(try request(target, seconds, good), at: now))
        #expect(keys.isSigned(try request(target, seconds, "v1,AAAA \(good)"), at: now))
        #expect(!keys.isSigned(try request(target + "&limit=1", seconds, good), at: now))
        #expect(!keys.isSigned(try request(target, seconds + 1, good), at: now))
        #expect(!keys.isSigned(try request(target, seconds, ""), at: now))
        #expect(!keys.isSigned(try request(target, seconds, "v1,"), at: now))
        for away in [-301, 301, Int64.min / 2, Int64.max / 2] {
            let moment = seconds &+ away
            let text = try signed(target, at: moment)
            #expect(!keys.isSigned(try request(target, moment, text), at: now))
        }
        let bare = HTTPRequest(
            .get,
            try #require(HTTPTarget(target)),
            fields: HTTPFields([:]),
            body: []
        )
        #expect(!keys.isSigned(bare, at: now))
    }

    /// Our own private key signs what we send; it says nothing about who asks.
    @Test func `is not known by a signature with our own key`() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let keys = try WebhookKeys(file: file("whsk_\(Base64.encode(seed))\n"))
        let target = "/api/outbox/events"
        let seconds = now.milliseconds / 1000
        let own = keys.signature(id: "a", seconds: seconds, body: Array("GET \(target)".utf8))
        #expect(own.hasPrefix("v1a,"))
        #expect(!keys.isSigned(try request(target, seconds, own), at: now))
    }

    private func signed(_ target: String, at seconds: Int64) throws -> String {
        let key = try #require(Base64.decode(Self.secret))
        let text = Array("a.\(seconds).GET \(target)".utf8)
        return "v1," + Base64.encode(HMACSHA256.code(for: text, key: key).bytes)
    }

    private func request(_ target: String, _ seconds: Int64, _ signature: String) throws
        -> HTTPRequest
    {
        HTTPRequest(
            .get,
            try #require(HTTPTarget(target)),
            fields: HTTPFields([
                .webhookID: "a", .webhookTimestamp: String(seconds), .webhookSignature: signature,
            ]),
            body: []
        )
    }

    private func keyFile() throws -> String { file("whsec_\(Self.secret)\n") }

    private func file(_ text: String) -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        _ = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: 0o600]
        )
        return path
    }
}
