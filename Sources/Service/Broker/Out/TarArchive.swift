/// Files in one, as every system unpacks it (POSIX.1-1988 `ustar`).
struct TarArchive {
    private(set) var bytes: [UInt8] = []

    /// - Parameters:
    ///   - files: with ASCII names of at most 100 bytes.
    ///   - seconds: since 1970: when they were made.
    init(_ files: [(name: String, bytes: [UInt8])], at seconds: UInt64) {
        for file in files {
            bytes += Self.header(file.name, count: file.bytes.count, at: seconds)
            bytes += file.bytes
            bytes += Self.zeros((Self.block - file.bytes.count % Self.block) % Self.block)
        }
        bytes += Self.zeros(2 * Self.block)
    }

    private static func header(_ name: String, count: Int, at seconds: UInt64) -> [UInt8] {
        var header = padded(Array(name.utf8), 100)
        // Readable by the owner; no user's and no group's number.
        header += octal(0o600, 8) + octal(0, 8) + octal(0, 8)
        header += octal(UInt64(count), 12) + octal(seconds, 12)
        let sumPlace = header.count
        header += [UInt8](repeating: UInt8(ascii: " "), count: 8)
        header += [UInt8(ascii: "0")] + zeros(100) + Array("ustar\u{0}00".utf8)
        header = padded(header, block)
        // Over the whole header, with spaces where the sum goes.
        let sum = header.reduce(into: UInt64(0)) { $0 += UInt64($1) }
        header.replaceSubrange(sumPlace..<sumPlace + 8, with: octal(sum, 7) + [UInt8(ascii: " ")])
        return header
    }

    /// A number in `width` bytes, the last of them zero.
    private static func octal(_ number: UInt64, _ width: Int) -> [UInt8] {
        let digits = Array(String(number, radix: 8).utf8.suffix(width - 1))
        return [UInt8](repeating: UInt8(ascii: "0"), count: width - 1 - digits.count) + digits + [0]
    }

    private static func padded(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
        let bytes = bytes.prefix(count)
        return bytes + zeros(count - bytes.count)
    }

    private static func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    private static let block = 512
}
