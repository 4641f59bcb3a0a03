internal import CSystem
internal import Glibc

/// An IPv4 or IPv6 address, and whether it is one of the public Internet's.
package struct NumericAddress: Sendable, Hashable, CustomStringConvertible {
    /// 4 or 16, in network order.
    package let bytes: [UInt8]

    /// A numeric address in its usual form; nil for anything else.
    package init?(_ text: String) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            self.bytes = Array(bytes.prefix(4))
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self.bytes = bytes
        } else {
            return nil
        }
    }

    package var description: String {
        guard bytes.count == 16 else { return bytes.map(String.init).joined(separator: ".") }
        return stride(from: 0, to: 16, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }.joined(separator: ":")
    }

    /// False for loopback, private, link-local, shared, reserved, documentation, multicast and
    /// transition addresses (the IANA special-purpose registries, RFC 6890).
    ///
    /// In IPv6 only what is allocated as global unicast is public, so IPv4 in an IPv6 coat never is.
    package var isPublic: Bool {
        let ranges = bytes.count == 4 ? Self.notPublicFour : Self.notPublicSix
        guard bytes.count == 4 || bytes[0] & 0xE0 == 0x20 else { return false }
        return !ranges.contains { Self.begins(bytes, with: $0.prefix, bits: $0.bits) }
    }

    private static func begins(_ bytes: [UInt8], with prefix: [UInt8], bits: Int) -> Bool {
        for (index, (byte, wanted)) in zip(bytes, prefix).enumerated() {
            let left = min(8, max(0, bits - 8 * index))
            let mask = left == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF00 >> left)
            guard byte & mask == wanted & mask else { return false }
        }
        return true
    }

    private static let notPublicFour: [(prefix: [UInt8], bits: Int)] = [
        ([0], 8), ([10], 8), ([100, 64], 10), ([127], 8), ([169, 254], 16), ([172, 16], 12),
        ([192, 0, 0], 24), ([192, 0, 2], 24), ([192, 88, 99], 24), ([192, 168], 16),
        ([198, 18], 15), ([198, 51, 100], 24), ([203, 0, 113], 24), ([224], 3),
    ]

    /// Within 2000::/3: protocol assignments and Teredo, documentation, 6to4, documentation again.
    private static let notPublicSix: [(prefix: [UInt8], bits: Int)] = [
        ([0x20, 0x01, 0x00], 23), ([0x20, 0x01, 0x0D, 0xB8], 32), ([0x20, 0x02], 16),
        ([0x3F, 0xFF, 0x00], 20),
    ]
}

extension NumericAddress {
    /// The addresses that a host's name leads to now, or the numeric one that it is; none if it is unknown.
    ///
    /// Asks the system's resolver: blocks, for seconds if that does.
    package static func addresses(of host: String) -> [NumericAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [NumericAddress] = []
        var next = unsafe list
        while let item = unsafe next {
            if let address = unsafe item.pointee.ai_addr,
                let numeric = unsafe NumericAddress(address, family: item.pointee.ai_family),
                !found.contains(numeric)
            {
                found.append(numeric)
            }
            unsafe next = item.pointee.ai_next
        }
        return found
    }

    /// What the resolver wrote: 4 bytes after port, or 16 after port and flow.
    private init?(_ address: UnsafePointer<sockaddr>, family: Int32) {
        let raw = unsafe UnsafeRawPointer(address)
        switch family {
        case AF_INET:
            bytes = (4..<8).map { unsafe raw.load(fromByteOffset: $0, as: UInt8.self) }
        case AF_INET6:
            bytes = (8..<24).map { unsafe raw.load(fromByteOffset: $0, as: UInt8.self) }
        case _: return nil
        }
    }
}
