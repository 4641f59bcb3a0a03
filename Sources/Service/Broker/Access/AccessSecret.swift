import Cryptography

/// Makes the secrets that open something, and the hashes under which they are known.
///
/// 256 bits of randomness need no slow hash (OWASP ASVS 6.5.2).
enum AccessSecret {
    /// 43 characters of base64url.
    static func make(_ random: RandomBytes) -> String { Base64.encode(random(32), .url) }

    /// SHA-256, in hex.
    static func hash(_ secret: String) -> String { hash(Array(secret.utf8)) }

    static func hash(_ bytes: [UInt8]) -> String { Hex.encode(SHA256.hash(bytes).bytes) }
}
