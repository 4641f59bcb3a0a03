package import Cryptography
import Foundation

/// The keys that notices are signed with (Standard Webhooks 1.0, section "Signature scheme").
///
/// A file has one a line: `whsec_` for HMAC-SHA256, `whsk_` for Ed25519. Every key signs, so that a
/// receiver can change from an old one to a new one without missing anything.
package struct WebhookKeys: Sendable {
    private let keys: [Key]

    private enum Key: Sendable {
        case symmetric([UInt8])
        case asymmetric(Ed25519.PrivateKey)
    }

    /// Why a file of keys can't be used, in a sentence.
    package struct Problem: Error {
        package let sentence: String
    }

    package init(file: String) throws(Problem) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file)
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue,
            let data = FileManager.default.contents(atPath: file)
        else { throw Problem(sentence: "\(file): cannot be read.") }
        guard mode & 0o077 == 0 else {
            throw Problem(
                sentence: "\(file): others can read it. Make it yours alone: chmod 600 \(file)."
            )
        }
        var keys: [Key] = []
        for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
            guard let key = Self.key(line) else {
                // Never the line itself: it is secret.
                throw Problem(
                    sentence: "\(file): line \(keys.count + 1) is no key. whsec_… or whsk_… is."
                )
            }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw Problem(sentence: "\(file): there is no key in it.") }
        self.keys = keys
    }

    /// For `webhook-signature`: one signature a key, with a space between.
    ///
    /// `id` and the seconds are the headers' own.
    package func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        let signed = Array("\(id).\(seconds).".utf8) + body
        return keys.compactMap { key in
            switch key {
            case .symmetric(let secret):
                "v1," + Base64.encode(HMACSHA256.code(for: signed, key: secret).bytes)
            case .asymmetric(let secret):
                (try? secret.signature(for: signed)).map { "v1a," + Base64.encode($0) }
            }
        }.joined(separator: " ")
    }

    /// By each key for HMAC alone: what somebody shows who has it too.
    func codes(id: String, seconds: Int64, body: [UInt8]) -> [String] {
        signature(id: id, seconds: seconds, body: body).split(separator: " ")
            .filter { $0.hasPrefix("v1,") }.map(String.init)
    }

    /// What receivers check Ed25519 signatures with.
    package var publicKeys: [String] {
        keys.compactMap { key in
            switch key {
            case .symmetric: nil
            case .asymmetric(let secret): "whpk_" + Base64.encode(secret.publicKey.bytes)
            }
        }
    }

    /// A file's text with a fresh key of either kind.
    package static func fresh(_ random: RandomBytes) -> String {
        "whsec_\(Base64.encode(random(32)))\nwhsk_\(Base64.encode(random(Ed25519.seedCount)))\n"
    }

    private static func key(_ line: some StringProtocol) -> Key? {
        if line.hasPrefix("whsec_") {
            guard let bytes = Base64.decode(line.dropFirst(6)), (24...64).contains(bytes.count)
            else { return nil }
            return .symmetric(bytes)
        }
        // The seed alone, or with the public key behind it, as other programs write it.
        guard line.hasPrefix("whsk_"), let bytes = Base64.decode(line.dropFirst(5)),
            bytes.count == 32 || bytes.count == 64,
            let key = try? Ed25519.PrivateKey(seed: SecretBytes(Array(bytes.prefix(32)))),
            bytes.count == 32 || key.publicKey.bytes == Array(bytes.suffix(32))
        else { return nil }
        return .asymmetric(key)
    }
}
