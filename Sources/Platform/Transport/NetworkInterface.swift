internal import CSystem
internal import Glibc
import CSystem

/// A network interface with an IPv4 address.
package struct NetworkInterface: Sendable, Hashable {
    package let name: String
    package let address: String

    /// Those that are up and no loopback, in the kernel's order.
    package static func list() -> [NetworkInterface] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return [] }
        defer { unsafe freeifaddrs(first) }
        var found: [NetworkInterface] = []
        var next = unsafe first
        while let entry = unsafe next?.pointee {
            defer { unsafe next = entry.ifa_next }
            guard unsafe entry.ifa_flags & UInt32(IFF_UP) != 0,
                unsafe entry.ifa_flags & UInt32(IFF_LOOPBACK) == 0,
                let address = unsafe entry.ifa_addr,
                unsafe Int32(address.pointee.sa_family) == AF_INET
            else { continue }
            let bytes = unsafe address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                unsafe UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
            }
            let parts = [24, 16, 8, 0].map { String(bytes >> UInt32($0) & 0xFF) }
            found.append(
                NetworkInterface(
                    name: unsafe String(cString: entry.ifa_name),
                    address: parts.joined(separator: ".")
                )
            )
        }
        return found
    }
}
