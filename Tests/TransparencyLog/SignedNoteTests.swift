import Cryptography
import Testing
import TransparencyLog

@Suite struct `A signed note` {
    /// The example of golang.org/x/mod/sumdb/note, where the format comes from.
    private static let text = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        """
    private static let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    private static let seed = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    private static let line = """
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """
    private static let note = Array((text + "\n" + line).utf8)

    private func signer(_ name: String = "PeterNeumann") throws -> NoteSigner {
        let seed = try #require(Base64.decode(Self.seed))
        let privateKey = try Ed25519.PrivateKey(seed: SecretBytes(Array(seed.dropFirst())))
        return try NoteSigner(name: name, privateKey: privateKey)
    }

    @Test func `is written as the reference writes it`() throws {
        let note = SignedNote(text: Self.text, signatures: [try signer().sign(Self.text)])
        #expect(note.bytes == Self.note)
        #expect(try signer().verifierKey.text == Self.key)
    }

    @Test func `is read and verified as the reference does`() throws {
        let note = try SignedNote(parsing: Self.note)
        #expect(note.text == Self.text)
        let key = try VerifierKey(Self.key)
        #expect(key.id == 0xC74F_20A3)
        #expect(try note.verified(by: [key]) == [key])
    }

    /// C2SP signed-note and tlog-checkpoint, whose keys are not given.
    @Test func `is read from the examples of the standard`() throws {
        let salvatore = """
            Ognuno sta solo sul cuor della terra
            trafitto da un raggio di sole:

            ed è subito sera.

            — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=

            """
        let note = try SignedNote(parsing: Array(salvatore.utf8))
        #expect(note.text.hasSuffix("sole:\n\ned è subito sera.\n"))
        #expect(note.signatures.map(\.name) == ["quasimodo.example/salvatore"])
        #expect(note.signatures.map(\.keyID) == [0x367B_A04B])
        #expect(note.signatures.map(\.bytes.count) == [64])

        let sofa = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=

            """
        let checkpoint = try Checkpoint(body: try SignedNote(parsing: Array(sofa.utf8)).text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(
            Base64.encode(checkpoint.root.bytes) == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
        )
    }

    @Test func `ignores keys that it does not know, and wants one that it does`() throws {
        let stranger = SignedNote.Signature(name: "stranger", keyID: 1, bytes: [1, 2, 3])
        let sameName = SignedNote.Signature(name: "PeterNeumann", keyID: 1, bytes: [1, 2, 3])
        let own = try signer().sign(Self.text)
        let key = try VerifierKey(Self.key)
        let note = SignedNote(text: Self.text, signatures: [stranger, sameName, own, own])
        #expect(try SignedNote(parsing: note.bytes) == note)
        #expect(try note.verified(by: [key]) == [key])
        let unsigned = SignedNote(text: Self.text, signatures: [stranger, sameName])
        #expect(throws: TransparencyLogError.notSignedByKnownKey) {
            _ = try unsigned.verified(by: [key])
        }
        let wrong = SignedNote.Signature(name: own.name, keyID: own.keyID, bytes: stranger.bytes)
        let forged = SignedNote(text: Self.text, signatures: [own, wrong])
        #expect(throws: TransparencyLogError.wrongSignature(by: "PeterNeumann")) {
            _ = try forged.verified(by: [key])
        }
    }

    @Test func `takes 16 signatures and more, and not any number`() throws {
        let signature = SignedNote.Signature(name: "x", keyID: 1, bytes: [1])
        for count in [1, 16, 100] {
            let note = SignedNote(
                text: "text\n",
                signatures: Array(repeating: signature, count: count)
            )
            #expect(try SignedNote(parsing: note.bytes).signatures.count == count)
        }
        let many = SignedNote(text: "text\n", signatures: Array(repeating: signature, count: 101))
        #expect(throws: TransparencyLogError.self) { _ = try SignedNote(parsing: many.bytes) }
    }

    @Test(arguments: [
        "", "\n", "\n\n", "text", "text\n", "text\n\n", "text\n\n\n", "text\n\n— x AAAAAAE=",
        "text\n\n- x AAAAAAE=\n", "text\n\n—x AAAAAAE=\n", "text\n\n—  AAAAAAE=\n",
        "text\n\n— x AAAAAA==\n", "text\n\n— x  AAAAAAE=\n", "text\n\n— x AAAAAAE\n",
        "text\n\n— x+y AAAAAAE=\n", "text\n\n— x AAAAAAE= \n", "text\n\n— x AAAAAAE=\n\n",
        "te\txt\n\n— x AAAAAAE=\n", "text\r\n\r\n— x AAAAAAE=\r\n", "text\n\n— x AAAAAAE=\nmore\n",
        "text\n\n— x\u{A0}y AAAAAAE=\n",
    ])
    func `is refused in any other form`(text: String) {
        #expect(throws: TransparencyLogError.self) { _ = try SignedNote(parsing: Array(text.utf8)) }
    }

    @Test func `cut or changed anywhere is not verified`() throws {
        let key = try VerifierKey(Self.key)
        for index in Self.note.indices {
            let cut = Array(Self.note[..<index])
            #expect(throws: TransparencyLogError.self) {
                _ = try SignedNote(parsing: cut).verified(by: [key])
            }
            var changed = Self.note
            changed[index] ^= 0x01
            #expect(throws: TransparencyLogError.self) {
                _ = try SignedNote(parsing: changed).verified(by: [key])
            }
        }
    }
}

@Suite struct `A verifier key` {
    @Test(arguments: [
        "", "+", "++", "name", "name+c74f20a3",
        // Wrong hash, upper case, type 2, short key, no name, name with a space.
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy",
        "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
    ])
    func `is refused in any form but its own`(text: String) {
        #expect(throws: TransparencyLogError.self) { _ = try VerifierKey(text) }
    }

    @Test func `of another's documentation has the hash that it says`() throws {
        // Go's checksum database.
        let text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
        #expect(try VerifierKey(text).text == text)
    }
}

@Suite struct `A checkpoint` {
    private static let root = MerkleTree.emptyRoot
    private static let rootText = Base64.encode(root.bytes)

    @Test func `is three lines, and read again`() throws {
        let checkpoint = Checkpoint(origin: "example.com/log", size: 42, root: Self.root)
        #expect(checkpoint.body == "example.com/log\n42\n\(Self.rootText)\n")
        #expect(try Checkpoint(body: checkpoint.body) == checkpoint)
        let extended = checkpoint.body + "one\ntwo\n"
        #expect(try Checkpoint(body: extended).extensions == ["one", "two"])
        #expect(try Checkpoint(body: extended).body == extended)
    }

    @Test(arguments: [
        "", "\n\n\n", "o\n1\n", "o\n1\nROOT", "o\n01\nROOT\n", "o\n+1\nROOT\n", "o\n-1\nROOT\n",
        "o\n\nROOT\n", "o\n1\n\n",
        "o\n18446744073709551616\nROOT\n", "o\n1\nAAAA\n", "\n1\nROOT\n", "o\n1\nROOT\n\n",
        "o\n1\nROOT\n\nx\n",
        "o\n 1\nROOT\n", "o o\n1\nROOT\n", "o\n1 \nROOT\n", "o\n١\nROOT\n",
    ])
    func `is refused in any other form`(text: String) {
        let body = text.split(separator: "ROOT", omittingEmptySubsequences: false)
            .joined(separator: Self.rootText)
        #expect(throws: TransparencyLogError.self) { _ = try Checkpoint(body: body) }
    }

    @Test func `counts only under the name of the key that signed it`() throws {
        let privateKey = try Ed25519.PrivateKey(seed: SecretBytes([UInt8](repeating: 3, count: 32)))
        let signer = try NoteSigner(name: "example.com/log", privateKey: privateKey)
        let own = Checkpoint(origin: "example.com/log", size: 0, root: Self.root)
        let foreign = Checkpoint(origin: "example.com/other", size: 0, root: Self.root)
        let note = try own.signed(by: signer).bytes
        #expect(try Checkpoint(note: note, signedBy: signer.verifierKey) == own)
        let wrong = try foreign.signed(by: signer).bytes
        #expect(throws: TransparencyLogError.malformedCheckpoint("origin is not the key's name")) {
            _ = try Checkpoint(note: wrong, signedBy: signer.verifierKey)
        }
    }
}
