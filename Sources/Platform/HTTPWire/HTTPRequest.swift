/// A request of HTTP/1.1 with its whole body.
package struct HTTPRequest: Sendable, Equatable {
    package var method: HTTPMethod
    package var target: HTTPTarget
    package var fields: HTTPFields
    package var body: [UInt8]

    package init(
        _ method: HTTPMethod,
        _ target: HTTPTarget,
        fields: HTTPFields = HTTPFields(),
        body: [UInt8] = []
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }

    /// Whether the peer wants no further request on this connection (RFC 9112 section 9.3).
    package var isLast: Bool { fields.lists("close", in: .connection) }

    /// Writes the request; Content-Length is written here, and must not be among the fields.
    package func append(to out: inout [UInt8]) {
        out.append(contentsOf: "\(method.rawValue) \(target.text) HTTP/1.1\r\n".utf8)
        fields.append(to: &out)
        if !body.isEmpty || method == .post || method == .put || method == .patch {
            out.append(contentsOf: "content-length: \(body.count)\r\n".utf8)
        }
        out.append(contentsOf: "\r\n".utf8)
        out.append(contentsOf: body)
    }
}
