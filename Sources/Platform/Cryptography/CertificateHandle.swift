internal import CSystem

/// Owns an X.509 certificate.
@safe
struct CertificateHandle: ~Copyable {
    enum Extension {
        case basicConstraints, keyUsage, extendedKeyUsage, nameConstraints
        case subjectKeyIdentifier, authorityKeyIdentifier, subjectAlternativeName

        var kind: Int32 {
            switch self {
            case .basicConstraints: NID_basic_constraints
            case .keyUsage: NID_key_usage
            case .extendedKeyUsage: NID_ext_key_usage
            case .nameConstraints: NID_name_constraints
            case .subjectKeyIdentifier: NID_subject_key_identifier
            case .authorityKeyIdentifier: NID_authority_key_identifier
            case .subjectAlternativeName: NID_subject_alt_name
            }
        }
    }

    let pointer: OpaquePointer

    init() throws(CryptographyError) {
        guard let pointer = unsafe X509_new() else { throw drainErrorQueue() }
        unsafe self.pointer = pointer
    }

    /// The first certificate in the text.
    init(pem: [UInt8]) throws(CryptographyError) {
        let memory = MemoryHandle(pem)
        guard let pointer = unsafe PEM_read_bio_X509(memory.pointer, nil, nil, nil) else {
            throw drainErrorQueue()
        }
        unsafe self.pointer = pointer
    }

    deinit { unsafe X509_free(pointer) }

    func fill(
        serial: [UInt8],
        subject: String,
        from: Int64,
        to: Int64,
        key: borrowing KeyHandle
    ) throws(CryptographyError) {
        let number = unsafe BN_bin2bn(serial, Int32(clamping: serial.count), nil)
        defer { unsafe BN_free(number) }
        let isFilled =
            unsafe X509_set_version(pointer, 2) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(pointer)) != nil
            && ASN1_TIME_set(X509_getm_notBefore(pointer), time_t(from)) != nil
            && ASN1_TIME_set(X509_getm_notAfter(pointer), time_t(to)) != nil
            && X509_set_pubkey(pointer, key.pointer) == 1
            && X509_NAME_add_entry_by_NID(
                X509_get_subject_name(pointer),
                NID_commonName,
                MBSTRING_UTF8,
                Array(subject.utf8),
                Int32(clamping: subject.utf8.count),
                -1,
                0
            ) == 1
        guard isFilled else { throw drainErrorQueue() }
    }

    func setIssuer(to issuer: borrowing CertificateHandle) throws(CryptographyError) {
        let name = unsafe X509_get_subject_name(issuer.pointer)
        guard unsafe X509_set_issuer_name(pointer, name) == 1 else { throw drainErrorQueue() }
    }

    /// Adds extensions in the words of x509v3_config(5).
    func add(
        _ extensions: [(Extension, String)],
        issuer: borrowing CertificateHandle
    ) throws(CryptographyError) {
        for (added, text) in extensions {
            guard unsafe csystem_add_extension(pointer, issuer.pointer, added.kind, text) == 1
            else {
                throw drainErrorQueue()
            }
        }
    }

    func sign(with key: borrowing KeyHandle) throws(CryptographyError) {
        guard unsafe X509_sign(pointer, key.pointer, csystem_sha256()) > 0 else {
            throw drainErrorQueue()
        }
    }

    func pem() throws(CryptographyError) -> [UInt8] {
        let memory = MemoryHandle([])
        guard unsafe PEM_write_bio_X509(memory.pointer, pointer) == 1 else {
            throw drainErrorQueue()
        }
        return memory.bytes
    }
}

/// Owns a private key.
@safe
struct KeyHandle: ~Copyable {
    let pointer: OpaquePointer

    static func generateP256() throws(CryptographyError) -> KeyHandle {
        guard let pointer = unsafe csystem_generate_p256() else { throw drainErrorQueue() }
        return unsafe KeyHandle(pointer)
    }

    init(pem: [UInt8]) throws(CryptographyError) {
        let memory = MemoryHandle(pem)
        guard let pointer = unsafe PEM_read_bio_PrivateKey(memory.pointer, nil, nil, nil) else {
            throw drainErrorQueue()
        }
        unsafe self.pointer = pointer
    }

    private init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

    deinit { unsafe EVP_PKEY_free(pointer) }

    /// PKCS #8, not encrypted.
    func pem() throws(CryptographyError) -> [UInt8] {
        let memory = MemoryHandle([])
        let isWritten = unsafe PEM_write_bio_PKCS8PrivateKey(
            memory.pointer,
            pointer,
            nil,
            nil,
            0,
            nil,
            nil
        )
        guard isWritten == 1 else { throw drainErrorQueue() }
        return memory.bytes
    }
}

/// Owns bytes that OpenSSL reads and writes.
@safe
struct MemoryHandle: ~Copyable {
    let pointer: OpaquePointer

    init(_ bytes: [UInt8]) {
        unsafe pointer = BIO_new(BIO_s_mem())
        unsafe BIO_write(pointer, bytes, Int32(clamping: bytes.count))
    }

    deinit { unsafe BIO_free(pointer) }

    /// Takes out all that has been written.
    var bytes: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: unsafe BIO_ctrl_pending(pointer))
        unsafe BIO_read(pointer, &bytes, Int32(clamping: bytes.count))
        return bytes
    }
}
