import Broker
import Cryptography
import Foundation
import Storage
import Testing

@Suite struct `The demo's certificates` {
    private let directory = Directory(
        FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    )
    private let names = ["localhost", "127.0.0.1"].compactMap(SubjectName.init)
    private let start: Int64 = 1_760_000_000
    private let day: Int64 = 86_400

    private func prepare(after days: Int64 = 0, for more: [String] = []) throws
        -> DemoCertificates.State
    {
        try DemoCertificates.prepare(
            directory,
            names: names + more.compactMap(SubjectName.init),
            now: start + days * day,
            random: .system
        )
    }

    private var chain: [UInt8] { get throws { try directory.read("server.pem", limit: 1 << 20) } }

    @Test func `are made once, kept while they are good, and made anew a day before their end`()
        throws
    {
        #expect(try prepare() == .good)
        let first = try chain
        let left = (try CertificateSummary(pem: first).notAfter - start) / day
        #expect(try prepare(after: left - 2) == .good)
        #expect(try chain == first)
        #expect(try prepare(after: left) == .renewed)
        #expect(try chain != first)
        #expect(try prepare(after: left) == .good)
    }

    @Test func `are made anew for an address that they do not name`() throws {
        #expect(try prepare() == .good)
        #expect(try prepare(for: ["10.0.0.7"]) == .renewed)
        #expect(try prepare(for: ["10.0.0.7"]) == .good)
    }

    @Test func `are left alone where somebody brought their own`() throws {
        #expect(try prepare() == .good)
        try directory.remove("ca.key")
        let own = try chain
        #expect(try prepare(after: 1) == .good)
        #expect(try prepare(after: 400) == .unusable)
        try directory.remove("ca.pem")
        #expect(try prepare(after: 1) == .good)
        #expect(try prepare(after: 400) == .unusable)
        #expect(try chain == own)
    }
}
