extension Value {
    /// An address or a range of addresses of IPv4 or IPv6: the extension type `ipaddr`.
    public struct IPAddress: Sendable, Hashable {
        public enum Version: Sendable, Hashable { case v4, v6 }

        public let version: Version
        /// The address as a number; IPv4 uses the lower 32 bits.
        public let bits: UInt128
        /// How many leading bits are the network's: 32 or 128 for a single address.
        public let prefixLength: Int

        /// The address of a text such as `10.0.0.1`, `10.0.0.0/8`, `::1` or `ff00::/8`; nil for
        /// any other, IPv4 written inside IPv6 among them.
        public init?(_ text: String) {
            guard text.utf8.count <= 43 else { return nil }
            let parts = Array(text.utf8).split(
                separator: UInt8(ascii: "/"),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            let address = Array(parts.first ?? [])
            if let bits = IPAddress.v4(address) {
                version = .v4
                self.bits = bits
            } else if let bits = IPAddress.v6(address) {
                version = .v6
                self.bits = bits
            } else {
                return nil
            }
            let width = version == .v4 ? 32 : 128
            guard parts.count > 1 else {
                prefixLength = width
                return
            }
            guard let length = IPAddress.decimal(parts[1], digits: version == .v4 ? 2 : 3),
                length <= width
            else { return nil }
            prefixLength = Int(length)
        }

        /// 127.0.0.0/8 or ::1, the whole range of it.
        public var isLoopback: Bool {
            switch version {
            case .v4: bits >> 24 == 127 && prefixLength >= 8
            case .v6: bits == 1 && prefixLength == 128
            }
        }

        /// 224.0.0.0/4 or ff00::/8, the whole range of it.
        public var isMulticast: Bool {
            switch version {
            case .v4: bits >> 28 == 0b1110 && prefixLength >= 4
            case .v6: bits >> 120 == 0xFF && prefixLength >= 8
            }
        }

        /// True if every address of this range is one of `range`; never across versions.
        public func isInRange(_ range: IPAddress) -> Bool {
            guard version == range.version else { return false }
            return range.first <= first && last <= range.last
        }

        private var first: UInt128 { bits & ~hostMask }
        private var last: UInt128 { bits | hostMask }

        private var hostMask: UInt128 {
            let hostBits = (version == .v4 ? 32 : 128) - prefixLength
            return hostBits == 128 ? .max : (1 << UInt128(hostBits)) - 1
        }

        // MARK: Parsing

        private static func v4(_ text: [UInt8]) -> UInt128? {
            let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            var bits: UInt128 = 0
            for part in parts {
                guard let octet = decimal(part, digits: 3), octet < 256 else { return nil }
                bits = bits << 8 | octet
            }
            return bits
        }

        /// RFC 4291 section 2.2, forms 1 and 2; `::` stands for at least one group.
        private static func v6(_ text: [UInt8]) -> UInt128? {
            let colon = UInt8(ascii: ":")
            guard
                let gap = text.indices.dropLast().first(where: { index in
                    text[index] == colon && text[index + 1] == colon
                })
            else {
                guard let groups = groups(text[...]), groups.count == 8 else { return nil }
                return number(groups)
            }
            guard let head = groups(text[..<gap]), let tail = groups(text[(gap + 2)...]),
                head.count + tail.count < 8
            else { return nil }
            let zeros = Array(repeating: 0 as UInt128, count: 8 - head.count - tail.count)
            return number(head + zeros + tail)
        }

        /// Groups of one to four hexadecimal digits between colons; none for no text.
        private static func groups(_ text: ArraySlice<UInt8>) -> [UInt128]? {
            guard !text.isEmpty else { return [] }
            let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            var groups: [UInt128] = []
            for part in parts {
                guard (1...4).contains(part.count) else { return nil }
                var group: UInt128 = 0
                for byte in part {
                    guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80
                    else { return nil }
                    group = group << 4 | UInt128(digit)
                }
                groups.append(group)
            }
            return groups
        }

        private static func number(_ groups: [UInt128]) -> UInt128 {
            groups.reduce(0) { $0 << 16 | $1 }
        }

        /// A number of one to so many digits, at most four, without leading zeros.
        private static func decimal(_ text: some Collection<UInt8>, digits: Int) -> UInt128? {
            guard (1...digits).contains(text.count),
                text.count == 1 || text.first != UInt8(ascii: "0"),
                text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { return nil }
            return text.reduce(0) { $0 * 10 + UInt128($1 - UInt8(ascii: "0")) }
        }
    }
}

extension Value.IPAddress: CustomStringConvertible {
    /// The address and its prefix length; IPv6 with all eight groups.
    public var description: String {
        let address =
            switch version {
            case .v4: (0..<4).map { String(bits >> UInt128(24 - 8 * $0) & 0xFF) }
            case .v6:
                (0..<8).map { String(bits >> UInt128(112 - 16 * $0) & 0xFFFF, radix: 16) }
            }
        return address.joined(separator: version == .v4 ? "." : ":") + "/\(prefixLength)"
    }
}
