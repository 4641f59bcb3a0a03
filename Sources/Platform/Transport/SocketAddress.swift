import Glibc

/// An IPv4 or IPv6 address with a port.
struct SocketAddress: Sendable {
    let family: Int32
    private let address: [UInt8]
    let port: UInt16

    /// A numeric address; nil for anything else.
    init?(_ text: String, port: UInt16) {
        var bytes = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, text, &bytes) == 1 {
            self.init(family: AF_INET, address: Array(bytes.prefix(4)), port: port)
        } else if unsafe inet_pton(AF_INET6, text, &bytes) == 1 {
            self.init(family: AF_INET6, address: bytes, port: port)
        } else {
            return nil
        }
    }

    private init(family: Int32, address: [UInt8], port: UInt16) {
        self.family = family
        self.address = address
        self.port = port
    }

    /// What the kernel wrote.
    init(_ storage: sockaddr_storage) {
        var storage = storage
        let bytes = unsafe withUnsafeBytes(of: &storage) { unsafe Array($0) }
        let isSix = Int32(storage.ss_family) == AF_INET6
        family = Int32(storage.ss_family)
        port = UInt16(bytes[2]) << 8 | UInt16(bytes[3])
        address = Array(isSix ? bytes[8..<24] : bytes[4..<8])
    }

    /// In the kernel's form: sockaddr_in or sockaddr_in6.
    func withKernelForm<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        let isSix = family == AF_INET6
        let head = [UInt8(port >> 8), UInt8(port & 0xFF)] + (isSix ? [0, 0, 0, 0] : [])
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(family)
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            for (index, byte) in (head + address).enumerated() { unsafe bytes[2 + index] = byte }
        }
        return unsafe withUnsafePointer(to: &storage) {
            unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, isSix ? 28 : 16)
            }
        }
    }

    /// IPv4, also when mapped into IPv6, or the first 64 bits of IPv6.
    var peer: PeerAddress {
        let isMapped =
            address.count == 16 && address.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255]
        if address.count == 4 || isMapped {
            return PeerAddress(text: address.suffix(4).map(String.init).joined(separator: "."))
        }
        let groups = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(address[index]) << 8 | UInt16(address[index + 1]), radix: 16)
        }
        return PeerAddress(text: groups.joined(separator: ":") + "::/64")
    }
}
