/// A status code of RFC 9110 section 15, between 100 and 599.
package struct HTTPStatus: Hashable, Sendable {
    package let code: Int

    /// Nil outside 100 to 599.
    package init?(code: Int) {
        guard (100...599).contains(code) else { return nil }
        self.code = code
    }

    private init(known code: Int) { self.code = code }

    /// Informational, 204 and 304 never carry a body (RFC 9112 section 6.3).
    package var forbidsBody: Bool { code < 200 || code == 204 || code == 304 }

    /// For people who read the wire; clients ignore it.
    var reasonPhrase: String { Self.phrases[code] ?? "Status" }

    package static let switchingProtocols = HTTPStatus(known: 101)
    package static let ok = HTTPStatus(known: 200)
    package static let created = HTTPStatus(known: 201)
    package static let accepted = HTTPStatus(known: 202)
    package static let noContent = HTTPStatus(known: 204)
    package static let seeOther = HTTPStatus(known: 303)
    package static let notModified = HTTPStatus(known: 304)
    package static let badRequest = HTTPStatus(known: 400)
    package static let unauthorized = HTTPStatus(known: 401)
    package static let forbidden = HTTPStatus(known: 403)
    package static let notFound = HTTPStatus(known: 404)
    package static let methodNotAllowed = HTTPStatus(known: 405)
    package static let requestTimeout = HTTPStatus(known: 408)
    package static let conflict = HTTPStatus(known: 409)
    package static let gone = HTTPStatus(known: 410)
    package static let lengthRequired = HTTPStatus(known: 411)
    package static let bodyTooLarge = HTTPStatus(known: 413)
    package static let targetTooLong = HTTPStatus(known: 414)
    package static let unsupportedMediaType = HTTPStatus(known: 415)
    package static let expectationFailed = HTTPStatus(known: 417)
    package static let unprocessable = HTTPStatus(known: 422)
    package static let upgradeRequired = HTTPStatus(known: 426)
    package static let tooManyRequests = HTTPStatus(known: 429)
    package static let headTooLarge = HTTPStatus(known: 431)
    package static let internalServerError = HTTPStatus(known: 500)
    package static let notImplemented = HTTPStatus(known: 501)
    package static let serviceUnavailable = HTTPStatus(known: 503)
    package static let versionNotSupported = HTTPStatus(known: 505)

    private static let phrases = [
        101: "Switching Protocols", 200: "OK", 201: "Created", 202: "Accepted",
        204: "No Content", 303: "See Other", 304: "Not Modified", 400: "Bad Request",
        401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
        408: "Request Timeout", 409: "Conflict", 410: "Gone", 411: "Length Required",
        413: "Content Too Large", 414: "URI Too Long", 415: "Unsupported Media Type",
        417: "Expectation Failed", 422: "Unprocessable Content", 426: "Upgrade Required",
        429: "Too Many Requests", 431: "Request Header Fields Too Large",
        500: "Internal Server Error", 501: "Not Implemented", 503: "Service Unavailable",
        505: "HTTP Version Not Supported",
    ]
}
