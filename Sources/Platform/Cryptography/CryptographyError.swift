/// What a cryptographic operation can't do for its caller.
package enum CryptographyError: Error, Equatable, Sendable {
    /// Ciphertext, associated data, nonce or key are not the ones that were sealed together.
    case notAuthentic
    /// A key, nonce or text has not the form that its algorithm asks for.
    case malformedInput(String)
    /// OpenSSL refused; its words, oldest first.
    case libraryFailed([String])
}
