extension Array where Element == UInt8 {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        for shift in stride(from: value.bitWidth - 8, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: value >> shift))
        }
    }

    /// The integer whose first byte is at `offset`; missing bytes count as zero.
    func bigEndian<Value: FixedWidthInteger>(at offset: Int) -> Value {
        var value: Value = 0
        for index in offset..<(offset + Value.bitWidth / 8) {
            value = value << 8 | Value(truncatingIfNeeded: index < count ? self[index] : 0)
        }
        return value
    }
}
