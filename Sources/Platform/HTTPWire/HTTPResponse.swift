/// A response of HTTP/1.1 with its whole body.
package struct HTTPResponse: Sendable, Equatable {
    package var status: HTTPStatus
    package var fields: HTTPFields
    package var body: [UInt8]

    package init(_ status: HTTPStatus, fields: HTTPFields = HTTPFields(), body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A body with its Content-Type.
    package init(_ status: HTTPStatus, type: String, body: [UInt8]) {
        self.init(status, fields: HTTPFields([.contentType: type]), body: body)
    }

    /// Whether the server closes after this response.
    package var isLast: Bool { fields.lists("close", in: .connection) }

    /// Writes the response; Content-Length is written here, and must not be among the fields.
    ///
    /// An answer to HEAD keeps the length and leaves out the body (RFC 9110 section 9.3.2).
    package func append(to out: inout [UInt8], forHead: Bool = false) {
        out.append(contentsOf: "HTTP/1.1 \(status.code) \(status.reasonPhrase)\r\n".utf8)
        fields.append(to: &out)
        if !status.forbidsBody {
            out.append(contentsOf: "content-length: \(body.count)\r\n".utf8)
        }
        out.append(contentsOf: "\r\n".utf8)
        if !forHead, !status.forbidsBody { out.append(contentsOf: body) }
    }
}
