internal import CSystem
internal import Synchronization

/// Why a connection or context can't go on; blame is in the case.
///
/// Texts are OpenSSL's, oldest first.
package enum TLSError: Error, Equatable {
    /// close_notify: an orderly end.
    case closedByPeer
    case peerMisbehaved([String])
    case failed([String])

    /// Empties the thread's error queue, so that no later call is blamed for this one.
    static func drainQueue() -> [String] {
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            texts.append(
                unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? ""
            )
        }
        return texts
    }
}

/// Certificate, key and settings, shared by all connections of all loops; not changed after init.
package final class TLSContext: Sendable {
    private let handle: Mutex<ContextHandle>

    /// Reads a PEM chain and its key.
    package init(certificateFile: String, keyFile: String) throws(TLSError) {
        let handle = unsafe ContextHandle(
            context: SSL_CTX_new(TLS_server_method()),
            method: RecordWindow.makeMethod()
        )
        unsafe csystem_ctx_set_up(handle.context)
        guard unsafe SSL_CTX_use_certificate_chain_file(handle.context, certificateFile) == 1,
            unsafe SSL_CTX_use_PrivateKey_file(handle.context, keyFile, SSL_FILETYPE_PEM) == 1
        else { throw .failed(TLSError.drainQueue()) }
        self.handle = Mutex(handle)
    }

    func makeSSL() -> sending OpaquePointer {
        unsafe handle.withLock { unsafe csystem_ssl_new($0.context, $0.method) }
    }
}

/// Owns both C objects.
///
/// A BIO does not count its method, so connections keep their context alive.
@safe
private struct ContextHandle: ~Copyable {
    let context: OpaquePointer
    let method: OpaquePointer

    deinit {
        unsafe SSL_CTX_free(context)
        unsafe BIO_meth_free(method)
    }
}

/// For RFC 6455 section 4.2.2 only; not a hash to trust.
package func sha1Base64(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 20)
    var encoded = [UInt8](repeating: 0, count: 29)
    unsafe EVP_Digest(text, text.utf8.count, &digest, nil, EVP_sha1(), nil)
    unsafe EVP_EncodeBlock(&encoded, digest, 20)
    return String(decoding: encoded.dropLast(), as: UTF8.self)
}
