/// Reads one response, for our own clients: Content-Length bodies only.
package struct HTTPResponseParser: Sendable {
    private var head = HTTPHeadReader()
    private var pending: HTTPResponse?
    private var missing = 0
    private let forHead: Bool
    private let bodyLimit: Int

    /// `forHead`: no body follows, as the request was HEAD, or none is wanted.
    package init(forHead: Bool = false, bodyLimit: Int = 16 << 20) {
        self.forHead = forHead
        self.bodyLimit = bodyLimit
    }

    /// Takes bytes from `start` on up to the end of the response; nil when it is not whole yet.
    package mutating func next(_ input: Span<UInt8>, from start: inout Int) throws(HTTPError)
        -> HTTPResponse?
    {
        if pending == nil {
            guard let lines = try head.take(input, from: &start) else { return nil }
            let response = try Self.response(lines)
            let hasNoBody = forHead || response.status.forbidsBody
            missing = hasNoBody ? 0 : try HTTPBodyLength.of(response.fields, limit: bodyLimit)
            pending = response
        }
        let taken = min(missing, input.count - start)
        for index in start..<(start + taken) { pending?.body.append(input[index]) }
        start += taken
        missing -= taken
        guard missing == 0 else { return nil }
        defer { pending = nil }
        return pending
    }

    private static func response(_ lines: [ArraySlice<UInt8>]) throws(HTTPError) -> HTTPResponse {
        guard let first = lines.first else { throw .peerSentMalformed("status line") }
        let parts = first.split(
            separator: HTTPByte.space,
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard parts.count == 3, parts[1].count == 3, parts[1].allSatisfy(HTTPByte.isDigit),
            let status = Int(String(decoding: parts[1], as: UTF8.self)).flatMap(HTTPStatus.init)
        else { throw .peerSentMalformed("status line") }
        guard parts[0].elementsEqual("HTTP/1.1".utf8) else { throw .peerUsedUnknownVersion }
        var fields = HTTPFields()
        for line in lines.dropFirst() { try fields.parse(line) }
        return HTTPResponse(status, fields: fields)
    }
}
