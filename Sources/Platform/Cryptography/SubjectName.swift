internal import CSystem

/// What a server certificate is for: a host's name or an address.
package enum SubjectName: Hashable, Sendable {
    case host(String)
    case address(String)

    /// Nil unless the text is an IPv4 or IPv6 address, or a host name of letters, digits and hyphens
    /// (RFC 1123 section 2.1), so that it can't be taken for anything else where it is written.
    package init?(_ text: String) {
        if let address = unsafe a2i_IPADDRESS(text) {
            unsafe ASN1_OCTET_STRING_free(address)
            self = .address(text)
        } else if Self.isHost(text) {
            self = .host(text)
        } else {
            ERR_clear_error()
            return nil
        }
    }

    package var text: String {
        switch self {
        case .host(let text), .address(let text): text
        }
    }

    /// In the words of x509v3_config(5).
    var alternativeName: String {
        switch self {
        case .host(let name): "DNS:" + name
        case .address(let address): "IP:" + address
        }
    }

    /// This name and no other; for a host also those below it.
    var permittedSubtree: String {
        switch self {
        case .host(let name): "permitted;DNS:" + name
        case .address(let address) where address.utf8.contains(UInt8(ascii: ":")):
            "permitted;IP:\(address)/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
        case .address(let address): "permitted;IP:\(address)/255.255.255.255"
        }
    }

    private static func isHost(_ text: String) -> Bool {
        let labels = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.count)
                    && label.allSatisfy(isLetterDigitOrHyphen)
                    && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
            }
            // All digits behind the last dot would make it look like an address.
            && labels.last?.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                == false
    }

    private static func isLetterDigitOrHyphen(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        case _: false
        }
    }
}
