/// Integers as they stand in files.
///
/// Inlinable: a module apart would ask each integer for its type, which takes as long as hashing the entry.
extension [UInt8] {
    @inlinable package mutating func append(bigEndian value: some FixedWidthInteger) {
        unsafe Swift.withUnsafeBytes(of: value.bigEndian) { unsafe append(contentsOf: $0) }
    }

    /// The integer whose first byte is at `offset`; missing bytes count as zero.
    @inlinable package func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int)
        -> Value
    {
        span.bigEndian(at: offset)
    }
}

extension Span<UInt8> {
    /// The integer whose first byte is at `offset`; missing bytes count as zero.
    @inlinable package func bigEndian<Value: FixedWidthInteger & BitwiseCopyable>(at offset: Int)
        -> Value
    {
        let size = MemoryLayout<Value>.size
        if offset >= 0, count >= size, offset <= count - size {
            return unsafe Value(
                bigEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self)
            )
        }
        var value: Value = 0
        for index in offset..<(offset + size) {
            value =
                value << 8 | Value(truncatingIfNeeded: indices.contains(index) ? self[index] : 0)
        }
        return value
    }
}
