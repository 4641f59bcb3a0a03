internal import CSystem

/// What one step came to.
package enum TLSStep {
    /// Needs more from the peer.
    case incomplete
    /// All that was there is done: the count of plaintext bytes given or taken.
    case complete(Int)
    case failed(TLSError)
}

/// One TLS 1.3 connection: ciphertext in, plaintext and ciphertext out; no socket, no buffer.
@safe
package struct TLSConnection: ~Copyable {
    private let ssl: OpaquePointer
    private let context: TLSContextHandle

    package init(_ server: TLSServerContext) {
        unsafe ssl = server.handle.makeSSL()
        context = server.handle
        unsafe SSL_set_accept_state(ssl)
    }

    /// A client's end; the server's certificate must be valid for `serverName`, a DNS name or an address.
    ///
    /// It speaks first: give it no bytes once, to get its first flight.
    package init(_ client: TLSClientContext, serverName: String) throws(TLSError) {
        let ssl = unsafe client.handle.makeSSL()
        ERR_clear_error()
        guard unsafe csystem_ssl_expect_host(ssl, serverName) == 1 else {
            unsafe SSL_free(ssl)
            throw .failed(TLSError.drainQueue())
        }
        unsafe SSL_set_connect_state(ssl)
        unsafe self.ssl = ssl
        context = client.handle
    }

    deinit { unsafe SSL_free(ssl) }

    /// Takes all of `ciphertext`; writes plaintext from `offset` on, and answers to `reply`.
    ///
    /// `.incomplete` until the handshake is done, then `.complete`, of 0 bytes too; a failure
    /// after plaintext is told next time. `plaintext` must have room for the ciphertext and one
    /// record (16 KiB) more.
    package mutating func receive(
        _ ciphertext: Span<UInt8>,
        into plaintext: inout MutableSpan<UInt8>,
        at offset: Int,
        reply: inout [UInt8]
    ) -> TLSStep {
        var end = offset
        let failure = unsafe drive(ciphertext, reply: &reply) { ssl in
            if unsafe SSL_is_init_finished(ssl) == 0,
                case let result = unsafe SSL_do_handshake(ssl),
                result != 1
            {
                return result
            }
            while true {
                let count = unsafe plaintext.withUnsafeMutableBytes { bytes in
                    let room = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[end...])
                    return unsafe SSL_read(ssl, room.baseAddress, Int32(clamping: room.count))
                }
                guard count > 0 else { return count }
                end += Int(count)
            }
        }
        if let failure, end == offset { return .failed(failure) }
        return unsafe SSL_is_init_finished(ssl) == 1 ? .complete(end - offset) : .incomplete
    }

    /// Seals `plaintext` into as few records as hold it.
    package mutating func send(_ plaintext: Span<UInt8>, reply: inout [UInt8]) -> TLSStep {
        let count = plaintext.count
        let failure = unsafe drive(Span(), reply: &reply) { ssl in
            unsafe plaintext.withUnsafeBytes {
                unsafe SSL_write(ssl, $0.baseAddress, Int32($0.count))
            }
        }
        return failure.map(TLSStep.failed) ?? .complete(count)
    }

    /// Says close_notify.
    package mutating func close(reply: inout [UInt8]) {
        _ = unsafe drive(Span(), reply: &reply) { ssl in unsafe SSL_shutdown(ssl) }
    }

    /// Lends the buffers to the BIO for one call, and reads its outcome; nil is no failure.
    private func drive(
        _ ciphertext: Span<UInt8>,
        reply: inout [UInt8],
        _ step: (OpaquePointer) -> Int32
    ) -> TLSError? {
        unsafe ciphertext.withUnsafeBytes { input in
            var window = unsafe RecordWindow(input: input, output: [])
            unsafe swap(&window.output, &reply)
            defer { unsafe swap(&window.output, &reply) }
            return unsafe withUnsafeMutablePointer(to: &window) { lent in
                let bio = unsafe SSL_get_rbio(ssl)
                unsafe BIO_set_data(bio, lent)
                defer { unsafe BIO_set_data(bio, nil) }
                ERR_clear_error()
                let result = unsafe step(ssl)
                if result > 0 { return nil }
                switch unsafe SSL_get_error(ssl, result) {
                case SSL_ERROR_WANT_READ: return nil
                case SSL_ERROR_ZERO_RETURN: return .closedByPeer
                case SSL_ERROR_SSL: return .peerMisbehaved(TLSError.drainQueue())
                case _: return .failed(TLSError.drainQueue())
                }
            }
        }
    }
}
