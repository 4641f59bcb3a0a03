import Broker
import Cryptography
import Foundation
import Testing

@Suite struct `The outbox` {
    @Test(arguments: [
        ("https://cases.example/hooks", "cases.example", 443),
        ("https://Cases.Example", "cases.example", 443),
        ("https://127.0.0.1:8443/a?b=c", "127.0.0.1", 8443),
        ("https://[2a00:1450::1]:9/", "2a00:1450::1", 9),
    ])
    func `takes an https address`(text: String, host: String, port: UInt16) throws {
        let url = try #require(ReceiverURL(text))
        #expect(url.host == host && url.port == port)
    }

    @Test(arguments: [
        "", "http://a.example/", "https://", "https:///x", "https://user@a.example/",
        "https://a.example:0/", "https://a.example:/", "https://a.example:99999/",
        "https://a.example/#x",
        "https://a b/", "https://[::1/", "https://[::1]x/", "https://a.example\\@b.example/",
        "https://a.example/../x", "HTTPS://a.example/", "https://a%2eexample/",
    ])
    func `takes nothing that could lead elsewhere`(text: String) {
        #expect(ReceiverURL(text) == nil)
    }

    /// The HMAC example is of the Standard Webhooks specification's own test suite.
    @Test func `signs as Standard Webhooks says, with every key of its file`() throws {
        let seed = [UInt8](repeating: 7, count: 32)
        let key = try Ed25519.PrivateKey(seed: SecretBytes(seed))
        let file = scratch(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\nwhsk_\(Base64.encode(seed))\n",
            mode: 0o600
        )
        let keys = try WebhookKeys(file: file)
        let body = Array(#"{"test": 2432232314}"#.utf8)
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek"
        let parts = keys.signature(id: id, seconds: 1_614_265_330, body: body).split(separator: " ")
        #expect(parts.first == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        let second = try #require(parts.last?.dropFirst(4).description)
        #expect(parts.count == 2 && parts.last?.hasPrefix("v1a,") == true)
        let signed = Array("\(id).1614265330.".utf8) + body
        #expect(key.publicKey.isValid(try #require(Base64.decode(second)), for: signed))
        #expect(keys.publicKeys == ["whpk_" + Base64.encode(key.publicKey.bytes)])
        let whole = scratch("whsk_\(Base64.encode(seed + key.publicKey.bytes))", mode: 0o600)
        #expect(try WebhookKeys(file: whole).publicKeys == keys.publicKeys)
    }

    @Test func `makes keys that it can read itself`() throws {
        let keys = try WebhookKeys(file: scratch(WebhookKeys.fresh(.system), mode: 0o600))
        #expect(keys.publicKeys.count == 1)
        #expect(WebhookKeys.fresh(.system) != WebhookKeys.fresh(.system))
    }

    @Test func `refuses keys that others can read, or that are none, without saying them`() {
        let secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        let foreign = Base64.encode([UInt8](repeating: 7, count: 64))
        let files = [
            scratch("whsec_\(secret)\n", mode: 0o640), scratch("", mode: 0o600),
            scratch("whsec_c2hvcnQ=", mode: 0o600), scratch("whsk_\(secret)", mode: 0o600),
            scratch("whsk_\(foreign)", mode: 0o600), scratch(secret, mode: 0o600), "/nowhere/keys",
        ]
        for file in files {
            do {
                _ = try WebhookKeys(file: file)
                Issue.record("taken")
            } catch {
                #expect(!error.sentence.contains(secret) && error.sentence.hasSuffix("."))
            }
        }
    }

    private func scratch(_ text: String, mode: Int) -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(
            UUID().uuidString
        ).path
        _ = FileManager.default.createFile(
            atPath: path,
            contents: Data(text.utf8),
            attributes: [.posixPermissions: mode]
        )
        return path
    }
}
