/// Gathers a message's head, byte by byte, and refuses what may be read in two ways.
///
/// Lines end in CRLF and nothing else; no control character but the tab stands in them
/// (RFC 9112 sections 2.2 and 11.1: bare LF and bare CR split messages for others).
struct HTTPHeadReader {
    private var bytes: [UInt8] = []
    private var lines: [Range<Int>] = []
    private var lineStart = 0
    private var hasSkippedBlank = false

    var isEmpty: Bool { bytes.isEmpty }

    /// Takes bytes from `start` on, up to the empty line; nil when there is not yet one.
    mutating func take(_ input: Span<UInt8>, from start: inout Int) throws(HTTPError)
        -> [ArraySlice<UInt8>]?
    {
        while start < input.count {
            let byte = input[start]
            start += 1
            guard bytes.count < Self.limit else {
                throw lines.isEmpty ? .peerSentLongTarget : .peerSentLongHead
            }
            let followsReturn = bytes.last == HTTPByte.carriageReturn
            guard followsReturn == (byte == HTTPByte.lineFeed) else {
                throw .peerSentMalformed("line end")
            }
            guard byte == HTTPByte.carriageReturn || followsReturn || HTTPByte.isFieldContent(byte)
            else { throw .peerSentMalformed("control character") }
            bytes.append(byte)
            if followsReturn, let head = endLine() { return head }
        }
        return nil
    }

    /// All lines, when the one that ends here is empty and not the first.
    ///
    /// One empty line may stand before a message (section 2.2).
    private mutating func endLine() -> [ArraySlice<UInt8>]? {
        let line = lineStart..<(bytes.count - 2)
        lineStart = bytes.count
        if !line.isEmpty {
            lines.append(line)
            return nil
        }
        if lines.isEmpty, !hasSkippedBlank {
            hasSkippedBlank = true
            return nil
        }
        defer { self = HTTPHeadReader() }
        return lines.map { bytes[$0] }
    }

    /// Bytes of a head, its empty line among them.
    static let limit = 8_192
}
