import Cryptography
import Testing

/// Known answers, each with its source.
@Suite struct `Algorithms` {
    @Test(arguments: [
        // FIPS 180-4 examples, and the empty text.
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the known hashes`(text: String, hash: String) {
        #expect(SHA256.hash(Array(text.utf8)).description == hash)
        var hasher = SHA256()
        hasher.update(Array("left over".utf8))
        _ = hasher.finish()
        for byte in text.utf8 { hasher.update(byte) }
        #expect(hasher.finish().description == hash)
    }

    @Test func `HMAC-SHA-256 gives the known code, and refuses any other`() throws {
        // RFC 4231 section 4.3.
        let message = Array("what do ya want for nothing?".utf8)
        let key = Array("Jefe".utf8)
        let code = HMACSHA256.code(for: message, key: key)
        #expect(
            code.description == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        )
        #expect(HMACSHA256.isValid(code.bytes, for: message, key: key))
        for index in code.bytes.indices {
            var changed = code.bytes
            changed[index] ^= 1
            #expect(!HMACSHA256.isValid(changed, for: message, key: key))
        }
        #expect(!HMACSHA256.isValid(Array(code.bytes.dropLast()), for: message, key: key))
        #expect(!HMACSHA256.isValid([], for: message, key: key))
    }

    @Test(arguments: [
        // McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, cases 13, 14 and 16.
        GCMCase(
            key: String(repeating: "00", count: 32),
            nonce: String(repeating: "00", count: 12),
            associated: "",
            plaintext: "",
            sealed: "530f8afbc74536b9a963b4f1c4cb738b"
        ),
        GCMCase(
            key: String(repeating: "00", count: 32),
            nonce: String(repeating: "00", count: 12),
            associated: "",
            plaintext: String(repeating: "00", count: 16),
            sealed: "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        ),
        GCMCase(
            key: "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308",
            nonce: "cafebabefacedbaddecaf888",
            associated: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            plaintext: "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            sealed: "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ])
    func `AES-256-GCM seals and opens the known messages`(_ known: GCMCase) throws {
        let cipher = try AES256GCM(key: SecretBytes(try known.bytes(\.key)))
        let nonce = try known.bytes(\.nonce)
        let associated = try known.bytes(\.associated)
        let plaintext = try known.bytes(\.plaintext)
        // Twice, because a cipher is used again and again, for both.
        for _ in 0..<2 {
            let sealed = try cipher.seal(plaintext, nonce: nonce, authenticating: associated)
            #expect(Hex.encode(sealed) == known.sealed)
            let opened = try cipher.open(sealed, nonce: nonce, authenticating: associated)
            #expect(opened == plaintext)
        }
    }

    @Test func `AES-256-GCM opens nothing that was changed or cut`() throws {
        let cipher = try AES256GCM(key: SecretBytes([UInt8](repeating: 7, count: 32)))
        let nonce = [UInt8](repeating: 1, count: 12)
        let associated = Array("header".utf8)
        let sealed = try cipher.seal(
            Array("payload".utf8),
            nonce: nonce,
            authenticating: associated
        )
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x40
            #expect(throws: CryptographyError.notAuthentic) {
                _ = try cipher.open(changed, nonce: nonce, authenticating: associated)
            }
            #expect(throws: CryptographyError.notAuthentic) {
                let cut = Array(sealed[..<index])
                _ = try cipher.open(cut, nonce: nonce, authenticating: associated)
            }
        }
        #expect(throws: CryptographyError.notAuthentic) {
            _ = try cipher.open(sealed, nonce: nonce, authenticating: Array("Header".utf8))
        }
        #expect(throws: CryptographyError.notAuthentic) {
            let other = [UInt8](repeating: 2, count: 12)
            _ = try cipher.open(sealed, nonce: other, authenticating: associated)
        }
        #expect(throws: CryptographyError.malformedInput("nonce")) {
            _ = try cipher.seal([], nonce: [1], authenticating: [])
        }
        #expect(throws: CryptographyError.malformedInput("AES-256 key")) {
            _ = try AES256GCM(key: SecretBytes([1, 2, 3]))
        }
        let again = try cipher.open(sealed, nonce: nonce, authenticating: associated)
        #expect(again == Array("payload".utf8))
    }

    @Test(arguments: [
        // RFC 8032 section 7.1, tests 1 and 2.
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555"
                + "fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da0"
                + "85ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ])
    func `Ed25519 gives the known keys and signatures`(
        seed: String,
        publicKey: String,
        message: String,
        signature: String
    ) throws {
        let key = try Ed25519.PrivateKey(seed: SecretBytes(try #require(Hex.decode(seed))))
        let text = try #require(Hex.decode(message))
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
        let made = try key.signature(for: text)
        #expect(Hex.encode(made) == signature)
        #expect(key.publicKey.isValid(made, for: text))
        #expect(!key.publicKey.isValid(made, for: text + [0]))
        #expect(!key.publicKey.isValid(Array(made.dropLast()), for: text))
        for index in made.indices {
            var changed = made
            changed[index] ^= 1
            #expect(!key.publicKey.isValid(changed, for: text))
        }
    }

    @Test func `A public key that is no point verifies nothing`() throws {
        let key = try #require(Ed25519.PublicKey([UInt8](repeating: 0xFF, count: 32)))
        #expect(!key.isValid([UInt8](repeating: 0, count: 64), for: []))
        #expect(Ed25519.PublicKey([1]) == nil)
    }

    @Test(arguments: [
        // RFC 7914 section 12.
        (
            "", "", Scrypt.Cost(memory: 16, blockSize: 1, parallelism: 1),
            "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
        ),
        (
            "password", "NaCl", Scrypt.Cost(memory: 1024, blockSize: 8, parallelism: 16),
            "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
        ),
    ])
    func `scrypt gives the known keys`(
        password: String,
        salt: String,
        cost: Scrypt.Cost,
        key: String
    ) throws {
        let made = try Scrypt.key(
            from: Array(password.utf8),
            salt: Array(salt.utf8),
            cost: cost,
            byteCount: 64
        )
        #expect(Hex.encode(made) == key)
    }

    @Test func `scrypt at the cost for passwords needs more memory than OpenSSL gives by itself`()
        throws
    {
        let key = try Scrypt.key(from: [1], salt: [2], cost: .password, byteCount: 32)
        #expect(key.count == 32)
        #expect(throws: CryptographyError.self) {
            let wrong = Scrypt.Cost(memory: 1000, blockSize: 8, parallelism: 1)
            _ = try Scrypt.key(from: [1], salt: [2], cost: wrong, byteCount: 32)
        }
    }

    @Test func `The system's random bytes are as many as asked for, and never the same`() {
        #expect(RandomBytes.system(0).isEmpty)
        let drawn = (0..<100).map { _ in RandomBytes.system(16) }
        #expect(drawn.allSatisfy { $0.count == 16 } && Set(drawn).count == 100)
    }
}

struct GCMCase: Sendable {
    let key: String
    let nonce: String
    let associated: String
    let plaintext: String
    let sealed: String

    func bytes(_ part: KeyPath<GCMCase, String>) throws -> [UInt8] {
        try #require(Hex.decode(self[keyPath: part]))
    }
}
