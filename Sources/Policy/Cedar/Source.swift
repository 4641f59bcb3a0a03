/// A text that is being parsed, which can tell where a byte of it stands.
struct Source: Sendable {
    let file: String
    let bytes: [UInt8]
    private let lineStarts: [Int]

    init(_ text: String, file: String) {
        self.file = file
        let bytes = Array(text.utf8)
        let newlines = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        self.bytes = bytes
        lineStarts = [0] + newlines.map { $0 + 1 }
    }

    func position(of offset: Int) -> Position {
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        let before = bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), bytes.count)]
        // Bytes 10xxxxxx go on with a scalar that another byte began.
        let column = before.count { $0 & 0xC0 != 0x80 } + 1
        return Position(line: low + 1, column: column)
    }
}
