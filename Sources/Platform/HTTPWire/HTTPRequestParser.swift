/// Reads requests off a connection, one after another, however the bytes are cut.
///
/// After an error nothing more can be read: answer its status and close.
package struct HTTPRequestParser: Sendable {
    private var head = HTTPHeadReader()
    private var pending: HTTPRequest?
    private var missing = 0

    package init() {}

    /// Whether a request has begun and is not whole.
    package var isInsideRequest: Bool { pending != nil || !head.isEmpty }

    /// Takes bytes from `start` on up to the end of one request; nil when it is not whole yet.
    ///
    /// All bytes are taken unless a request is returned; call again for the next, pipelined one.
    package mutating func next(_ input: Span<UInt8>, from start: inout Int) throws(HTTPError)
        -> HTTPRequest?
    {
        if pending == nil {
            guard let lines = try head.take(input, from: &start) else { return nil }
            let request = try Self.request(lines)
            missing = try HTTPBodyLength.of(request.fields, limit: Self.bodyLimit)
            guard request.fields[.expect] == nil else { throw .peerExpectedContinue }
            pending = request
        }
        let taken = min(missing, input.count - start)
        for index in start..<(start + taken) { pending?.body.append(input[index]) }
        start += taken
        missing -= taken
        guard missing == 0 else { return nil }
        defer { pending = nil }
        return pending
    }

    private static func request(_ lines: [ArraySlice<UInt8>]) throws(HTTPError) -> HTTPRequest {
        guard let first = lines.first else { throw .peerSentMalformed("request line") }
        let parts = first.split(separator: HTTPByte.space, omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .peerSentMalformed("request line") }
        guard !parts[0].isEmpty, parts[0].allSatisfy(HTTPByte.isToken) else {
            throw .peerSentMalformed("method")
        }
        guard parts[2].elementsEqual("HTTP/1.1".utf8) else {
            throw parts[2].starts(with: "HTTP/".utf8)
                ? .peerUsedUnknownVersion : .peerSentMalformed("version")
        }
        guard let method = HTTPMethod(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
            throw .peerUsedUnknownMethod
        }
        guard let target = HTTPTarget(bytes: parts[1]) else { throw .peerSentMalformed("target") }
        var fields = HTTPFields()
        for line in lines.dropFirst() { try fields.parse(line) }
        guard fields[.host] != nil else { throw .peerSentMalformed("Host") }
        return HTTPRequest(method, target, fields: fields)
    }

    /// Bytes of a body.
    package static let bodyLimit = 65_536
}
