internal import CSystem
internal import Synchronization

/// A server's certificate, key and settings; not changed after init, shared by all loops.
///
/// TLS 1.3 only, ALPN "http/1.1" only, no tickets, no early data, no renegotiation (RFC 9325).
/// A client that names no ALPN protocol is taken.
package final class TLSServerContext: Sendable {
    let handle: TLSContextHandle

    /// Reads a PEM chain, leaf first, and its key.
    package init(certificateFile: String, keyFile: String) throws(TLSError) {
        handle = try unsafe TLSContextHandle { context throws(TLSError) in
            unsafe csystem_ctx_require_http(context)
            guard unsafe SSL_CTX_use_certificate_chain_file(context, certificateFile) == 1,
                unsafe SSL_CTX_use_PrivateKey_file(context, keyFile, SSL_FILETYPE_PEM) == 1,
                unsafe SSL_CTX_check_private_key(context) == 1
            else { throw .failed(TLSError.drainQueue()) }
        }
    }
}

/// Whom a client trusts; not changed after init, shared by all loops.
package final class TLSClientContext: Sendable {
    let handle: TLSContextHandle

    /// Trusts the PEM authorities in the file, and no others.
    package init(authorityFile: String) throws(TLSError) {
        handle = try unsafe TLSContextHandle { context throws(TLSError) in
            unsafe SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
            guard unsafe csystem_ctx_offer_http(context) == 0,
                unsafe SSL_CTX_load_verify_file(context, authorityFile) == 1
            else { throw .failed(TLSError.drainQueue()) }
        }
    }
}

/// A context that makes connections.
///
/// Connections keep it alive: a BIO does not count its method.
final class TLSContextHandle: Sendable {
    private let objects: Mutex<ContextObjects>

    init(_ setUp: (OpaquePointer) throws(TLSError) -> Void) throws(TLSError) {
        ERR_clear_error()
        let objects = unsafe ContextObjects(
            context: SSL_CTX_new(TLS_method()),
            method: RecordWindow.makeMethod()
        )
        unsafe csystem_ctx_set_up(objects.context)
        try unsafe setUp(objects.context)
        self.objects = Mutex(objects)
    }

    func makeSSL() -> sending OpaquePointer {
        unsafe objects.withLock { unsafe csystem_ssl_new($0.context, $0.method) }
    }
}

/// Owns both C objects.
@safe
private struct ContextObjects: ~Copyable {
    let context: OpaquePointer
    let method: OpaquePointer

    deinit {
        unsafe SSL_CTX_free(context)
        unsafe BIO_meth_free(method)
    }
}
