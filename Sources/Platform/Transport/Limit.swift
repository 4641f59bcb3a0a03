/// The loop's own limits.
enum Limit {
    /// Bytes of ciphertext read from one socket in one turn.
    static let read = 65_536
    /// A TLS record's plaintext (RFC 8446 section 5.1).
    static let record = 16_384
    /// Bytes that a handler may leave unconsumed; more closes the connection.
    static let unread = 65_536
    /// Plaintext that may wait for a slow peer, unless the handler sets less.
    static let lanes = 16 << 20
    /// Plaintext at which a writable connection is flushed within the turn.
    static let eager = 262_144
    static let handshakesPerTurn = 8
    static let acceptsPerTurn = 64
    /// Milliseconds.
    static let tick: Int32 = 32
    static let handshakeTime = Duration.seconds(10)
    /// For sending what is left, and then for the peer's own end.
    static let closeTime = Duration.seconds(5)
    static let lingerTime = Duration.seconds(1)
    /// Without descriptors, a listener rests so long.
    static let acceptRest = Duration.milliseconds(100)
}
