import Cryptography
import TransparencyLog

extension FuzzTarget {
    /// A C2SP signed note: one encoding for each.
    static let note = FuzzTarget(name: "note") { bytes in
        guard let note = try? SignedNote(parsing: bytes) else { return }
        demand(note.bytes == bytes, "A note is written otherwise than it was read.")
        guard let key = try? VerifierKey(vkey), (try? note.verified(by: [key])) != nil else {
            return
        }
        // Whoever gets here with another text has broken Ed25519.
        demand(note.text.hasPrefix("fuzz.example/log\n"), "A foreign note is signed.")
    }

    /// A checkpoint's text: one encoding for each.
    static let checkpoint = FuzzTarget(name: "checkpoint") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        guard let checkpoint = try? Checkpoint(body: text) else { return }
        demand(
            Array(checkpoint.body.utf8) == Array(text.utf8),
            "A checkpoint is written otherwise than it was read."
        )
    }

    /// What a witness is asked: one encoding for each.
    static let witness = FuzzTarget(name: "witness") { bytes in
        if let key = try? VerifierKey(String(decoding: bytes, as: UTF8.self)) {
            demand(Array(key.text.utf8) == bytes, "A key is written otherwise than it was read.")
        }
        guard let request = try? WitnessRequest(parsing: bytes) else { return }
        demand(request.bytes == bytes, "A request is written otherwise than it was read.")
    }

    private static let vkey =
        "fuzz.example/log+44c33050+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
}
