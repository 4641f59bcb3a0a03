/// How long a message's body is: Content-Length or nothing (RFC 9112 section 6).
enum HTTPBodyLength {
    /// Throws when the fields leave any doubt, or ask for more than `limit` bytes.
    static func of(_ fields: HTTPFields, limit: Int) throws(HTTPError) -> Int {
        if fields[.transferEncoding] != nil {
            guard fields[.contentLength] == nil else {
                throw .peerSentMalformed("Transfer-Encoding with Content-Length")
            }
            throw fields.lists("chunked", in: .transferEncoding)
                ? .peerSentChunkedBody : .peerSentUnknownCoding
        }
        guard let text = fields[.contentLength] else { return 0 }
        guard !text.isEmpty, text.utf8.allSatisfy(HTTPByte.isDigit) else {
            throw .peerSentMalformed("Content-Length")
        }
        guard let length = Int(text), length <= limit else { throw .peerSentLongBody }
        return length
    }
}
