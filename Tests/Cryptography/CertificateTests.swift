import Cryptography
import Testing

@Suite struct `The development authority` {
    private static let now: Int64 = 1_792_508_400
    private let names = ["localhost", "127.0.0.1", "::1"].compactMap(SubjectName.init)

    private func issue(
        at now: Int64 = now
    ) throws -> (authority: [UInt8], server: [UInt8]) {
        let authority = try DevelopmentAuthority(for: names, now: now, random: .system)
        let server = try authority.issueServer(now: now, random: .system)
        return (authority.issued.certificate, server.certificate)
    }

    private func isTrusted(
        _ server: [UInt8],
        _ authority: [UInt8],
        _ name: String,
        at time: Int64 = now
    ) throws -> Bool {
        let name = try #require(SubjectName(name))
        return try CertificateSummary.isTrusted(chain: server, by: authority, for: name, at: time)
    }

    @Test func `issues what a strict verifier trusts for each name, and no other name`() throws {
        let (authority, server) = try issue()
        for name in ["localhost", "127.0.0.1", "::1"] {
            #expect(try isTrusted(server, authority, name), "\(name)")
        }
        for name in ["example.com", "127.0.0.2", "::2", "localhost.example.com"] {
            #expect(try !isTrusted(server, authority, name), "\(name)")
        }
    }

    @Test func `issues for 90 days at most`() throws {
        let (authority, server) = try issue()
        for pem in [authority, server] {
            let summary = try CertificateSummary(pem: pem)
            #expect(summary.notAfter - summary.notBefore <= 90 * 86_400)
            #expect(summary.notBefore < Self.now && summary.notAfter > Self.now + 89 * 86_400)
        }
        #expect(try !isTrusted(server, authority, "localhost", at: Self.now + 90 * 86_400))
        #expect(try !isTrusted(server, authority, "localhost", at: Self.now - 7200))
    }

    @Test func `is not trusted for what another authority issued`() throws {
        let (authority, _) = try issue()
        let (_, foreign) = try issue()
        #expect(try !isTrusted(foreign, authority, "localhost"))
    }

    @Test func `is no server, and its server is no authority`() throws {
        let (authority, server) = try issue()
        let ca = try CertificateSummary(pem: authority)
        let leaf = try CertificateSummary(pem: server)
        #expect(ca.isAuthority && ca.names.isEmpty && !leaf.isAuthority)
        #expect(
            leaf.names == "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1"
        )
        #expect(ca.publicKeyHash != leaf.publicKeyHash)
        #expect(try !isTrusted(authority, authority, "localhost"))
    }

    @Test(arguments: ["localhost", "a.example", "x1.y-2.example", "10.1.2.3", "fe80::1"])
    func `takes host names and addresses`(text: String) throws {
        #expect(SubjectName(text)?.text == text)
    }

    @Test(arguments: [
        "", ".", "a.", ".a", "-a", "a-", "a b", "a,DNS:b", "a;b", "*.example", "a_b", "1.2.3",
        "1.2.3.4.5", "300.1.1.1",
        "é.example", "a\0b", "a\n", String(repeating: "a", count: 64),
        "URI:https", "1.2.3.4/8", "\u{202E}a",
    ])
    func `takes nothing that could mean something else`(text: String) {
        #expect(SubjectName(text) == nil)
    }

    @Test func `reads no certificate where there is none`() {
        #expect(throws: CryptographyError.self) { _ = try CertificateSummary(pem: []) }
        #expect(throws: CryptographyError.self) {
            _ = try CertificateSummary(pem: Array("-----BEGIN CERTIFICATE-----\nAAAA\n".utf8))
        }
    }
}
