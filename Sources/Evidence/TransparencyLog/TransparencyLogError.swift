/// What is wrong with a note, checkpoint or key that somebody handed us.
package enum TransparencyLogError: Error, Equatable, Sendable {
    case malformedNote(String)
    case malformedCheckpoint(String)
    case malformedKey(String)
    /// A signature by a key that we know does not fit the text.
    case wrongSignature(by: String)
    /// None of the keys that we know has signed.
    case notSignedByKnownKey
}
