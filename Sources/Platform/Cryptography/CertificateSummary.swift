internal import CSystem

/// What a person wants to know of a certificate.
package struct CertificateSummary: Sendable, Hashable {
    /// As OpenSSL prints it: "DNS:localhost, IP Address:127.0.0.1"; empty if there are no names.
    package let names: String
    package let subject: String
    package let isAuthority: Bool
    /// Seconds since 1970.
    package let notBefore: Int64
    package let notAfter: Int64
    /// SHA-256 of the public key (SubjectPublicKeyInfo), by which Chromium can be told to trust it.
    package let publicKeyHash: Digest

    /// Reads the first certificate of a PEM text.
    package init(pem: [UInt8]) throws(CryptographyError) {
        let certificate = try CertificateHandle(pem: pem)
        let pointer = unsafe certificate.pointer
        names = Self.alternativeNames(of: certificate)
        subject = Self.commonName(of: certificate)
        isAuthority = unsafe X509_check_ca(pointer) == 1
        notBefore = unsafe csystem_seconds(X509_get0_notBefore(pointer))
        notAfter = unsafe csystem_seconds(X509_get0_notAfter(pointer))
        publicKeyHash = Self.publicKeyHash(of: certificate)
    }

    /// Whether the server's certificate, first in `chain`, is good for `name` at a time, for one who trusts
    /// `authority`.
    package static func isTrusted(
        chain: [UInt8],
        by authority: [UInt8],
        for name: SubjectName,
        at now: Int64
    ) throws(CryptographyError) -> Bool {
        let server = try CertificateHandle(pem: chain)
        let root = try CertificateHandle(pem: authority)
        let store = unsafe X509_STORE_new()
        let context = unsafe X509_STORE_CTX_new()
        defer {
            unsafe X509_STORE_CTX_free(context)
            unsafe X509_STORE_free(store)
            ERR_clear_error()
        }
        guard unsafe X509_STORE_add_cert(store, root.pointer) == 1,
            unsafe X509_STORE_CTX_init(context, store, server.pointer, nil) == 1
        else { throw drainErrorQueue() }
        let parameters = unsafe X509_STORE_CTX_get0_param(context)
        unsafe X509_VERIFY_PARAM_set_time(parameters, time_t(now))
        unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_X509_STRICT))
        unsafe X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_SSL_SERVER)
        switch name {
        case .host(let host):
            unsafe X509_VERIFY_PARAM_set1_host(parameters, host, host.utf8.count)
        case .address(let address):
            unsafe X509_VERIFY_PARAM_set1_ip_asc(parameters, address)
        }
        return unsafe X509_verify_cert(context) == 1
    }

    private static func commonName(of certificate: borrowing CertificateHandle) -> String {
        var text = [UInt8](repeating: 0, count: 256)
        let count = unsafe text.withUnsafeMutableBytes {
            unsafe X509_NAME_get_text_by_NID(
                X509_get_subject_name(certificate.pointer),
                NID_commonName,
                $0.assumingMemoryBound(to: CChar.self).baseAddress,
                Int32($0.count)
            )
        }
        return String(decoding: text.prefix(max(0, Int(count))), as: UTF8.self)
    }

    private static func alternativeNames(of certificate: borrowing CertificateHandle) -> String {
        let index = unsafe X509_get_ext_by_NID(certificate.pointer, NID_subject_alt_name, -1)
        guard index >= 0 else { return "" }
        let memory = MemoryHandle([])
        unsafe X509V3_EXT_print(
            memory.pointer,
            X509_get_ext(certificate.pointer, index),
            0,
            0
        )
        return String(decoding: memory.bytes, as: UTF8.self)
    }

    private static func publicKeyHash(of certificate: borrowing CertificateHandle) -> Digest {
        let key = unsafe X509_get_X509_PUBKEY(certificate.pointer)
        let count = unsafe i2d_X509_PUBKEY(key, nil)
        var bytes = [UInt8](repeating: 0, count: max(0, Int(count)))
        unsafe bytes.withUnsafeMutableBufferPointer {
            var start = $0.baseAddress
            unsafe i2d_X509_PUBKEY(key, &start)
        }
        return SHA256.hash(bytes)
    }
}
