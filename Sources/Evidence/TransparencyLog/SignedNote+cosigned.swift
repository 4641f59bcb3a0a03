extension SignedNote {
    /// The note with what a witness answered to it: signature lines, among which its own must be and fit.
    ///
    /// Lines of others are left out: a witness speaks for itself (C2SP tlog-witness, add-checkpoint).
    package func cosigned(
        by witness: VerifierKey,
        answer: [UInt8]
    ) throws(TransparencyLogError) -> SignedNote {
        guard witness.kind == .cosignature else { throw .malformedKey("not a witness’s") }
        let answered = try SignedNote(parsing: Array((text + "\n").utf8) + answer)
        // An answer with an empty line in it would be another text.
        guard answered.text.utf8.elementsEqual(text.utf8) else { throw .malformedNote("lines") }
        _ = try answered.verified(by: [witness])
        let own = answered.signatures.filter { signature in
            signature.keyID == witness.id
                && signature.name.utf8.elementsEqual(witness.name.utf8)
        }
        return SignedNote(text: text, signatures: signatures + own.prefix(1))
    }
}
