/// A certificate and its key, as PEM.
package struct IssuedCertificate: Sendable {
    package let certificate: [UInt8]
    package let privateKey: [UInt8]
}

/// A certificate authority for one's own machines, after a strict profile (RFC 5280): ECDSA P-256 with
/// SHA-256, random serials of 20 bytes, version 3, at most 90 days.
///
/// The authority may sign for its own names only (name constraints), so that whoever trusts it risks
/// nothing else, and it has no authorities below it.
package struct DevelopmentAuthority: Sendable {
    package static let longestValidity: Int64 = 90 * 86_400

    package let issued: IssuedCertificate
    private let names: [SubjectName]
    private let expiry: Int64

    /// `now` is in seconds since 1970; certificates begin an hour before, for clocks that are slow.
    package init(
        for names: [SubjectName],
        now: Int64,
        random: RandomBytes
    ) throws(CryptographyError) {
        guard !names.isEmpty else { throw .malformedInput("no names") }
        let key = try KeyHandle.generateP256()
        let certificate = try CertificateHandle()
        expiry = now &+ Self.longestValidity &- Self.slack
        try certificate.fill(
            serial: Self.serial(random),
            subject: "Contact Broker development authority " + Hex.encode(random(4)),
            from: now &- Self.slack,
            to: expiry,
            key: key
        )
        try certificate.setIssuer(to: certificate)
        try certificate.add(
            [
                (.basicConstraints, "critical,CA:TRUE,pathlen:0"),
                (.keyUsage, "critical,keyCertSign,cRLSign"),
                (.subjectKeyIdentifier, "hash"),
                (.authorityKeyIdentifier, "keyid:always"),
                (
                    .nameConstraints,
                    "critical," + names.map(\.permittedSubtree).joined(separator: ",")
                ),
            ],
            issuer: certificate
        )
        try certificate.sign(with: key)
        issued = IssuedCertificate(certificate: try certificate.pem(), privateKey: try key.pem())
        self.names = names
    }

    /// A server's certificate for all of the authority's names.
    ///
    /// It ends when the authority does.
    package func issueServer(
        now: Int64,
        random: RandomBytes
    ) throws(CryptographyError) -> IssuedCertificate {
        let authority = try CertificateHandle(pem: issued.certificate)
        let authorityKey = try KeyHandle(pem: issued.privateKey)
        let key = try KeyHandle.generateP256()
        let certificate = try CertificateHandle()
        try certificate.fill(
            serial: Self.serial(random),
            subject: names.first?.text ?? "",
            from: now &- Self.slack,
            to: expiry,
            key: key
        )
        try certificate.setIssuer(to: authority)
        try certificate.add(
            [
                (.basicConstraints, "critical,CA:FALSE"),
                (.keyUsage, "critical,digitalSignature"),
                (.extendedKeyUsage, "serverAuth"),
                (.subjectKeyIdentifier, "hash"),
                (.authorityKeyIdentifier, "keyid:always"),
                (.subjectAlternativeName, names.map(\.alternativeName).joined(separator: ",")),
            ],
            issuer: authority
        )
        try certificate.sign(with: authorityKey)
        return IssuedCertificate(
            certificate: try certificate.pem(),
            privateKey: try key.pem()
        )
    }

    /// Twenty bytes, the most there may be, and positive (RFC 5280 section 4.1.2.2).
    private static func serial(_ random: RandomBytes) -> [UInt8] {
        var serial = random(20)
        serial[0] = serial[0] & 0x3F | 0x40
        return serial
    }

    private static let slack: Int64 = 3600
}
