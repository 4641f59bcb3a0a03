internal import CSystem

/// Where random bytes come from.
///
/// It is passed in, so that whatever uses it can be run again with the same result.
package struct RandomBytes: Sendable {
    private let source: @Sendable (Int) -> [UInt8]

    /// `source` returns as many bytes as it is asked for, fit for keys.
    package init(_ source: @escaping @Sendable (Int) -> [UInt8]) { self.source = source }

    package func callAsFunction(_ count: Int) -> [UInt8] { source(count) }

    /// OpenSSL's generator, or the kernel's should that one fail: never anything weaker.
    package static let system = RandomBytes { count in
        var bytes = [UInt8](repeating: 0, count: count)
        if unsafe RAND_bytes(&bytes, Int32(clamping: count)) != 1 {
            var kernel = SystemRandomNumberGenerator()
            for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &kernel) }
        }
        return bytes
    }
}
