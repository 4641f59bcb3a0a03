/// A field name, in lower case: a token of RFC 9110 section 5.1.
package struct HTTPFieldName: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// Nil when it is not a token.
    package init?(_ text: String) { self.init(bytes: Array(text.utf8)[...]) }

    /// Nil when it is not a token.
    init?(bytes: ArraySlice<UInt8>) {
        guard !bytes.isEmpty, bytes.allSatisfy(HTTPByte.isToken) else { return nil }
        text = String(decoding: bytes.map(HTTPByte.lowercased), as: UTF8.self)
    }

    private init(known text: String) { self.text = text }

    package static let accept = HTTPFieldName(known: "accept")
    package static let acceptLanguage = HTTPFieldName(known: "accept-language")
    package static let allow = HTTPFieldName(known: "allow")
    package static let authorization = HTTPFieldName(known: "authorization")
    package static let cacheControl = HTTPFieldName(known: "cache-control")
    package static let connection = HTTPFieldName(known: "connection")
    package static let contentDisposition = HTTPFieldName(known: "content-disposition")
    package static let contentLength = HTTPFieldName(known: "content-length")
    package static let contentSecurityPolicy = HTTPFieldName(known: "content-security-policy")
    package static let contentType = HTTPFieldName(known: "content-type")
    package static let cookie = HTTPFieldName(known: "cookie")
    package static let crossOriginEmbedderPolicy = HTTPFieldName(
        known: "cross-origin-embedder-policy"
    )
    package static let crossOriginOpenerPolicy = HTTPFieldName(known: "cross-origin-opener-policy")
    package static let crossOriginResourcePolicy = HTTPFieldName(
        known: "cross-origin-resource-policy"
    )
    package static let date = HTTPFieldName(known: "date")
    package static let etag = HTTPFieldName(known: "etag")
    package static let expect = HTTPFieldName(known: "expect")
    package static let host = HTTPFieldName(known: "host")
    package static let idempotencyKey = HTTPFieldName(known: "idempotency-key")
    package static let ifNoneMatch = HTTPFieldName(known: "if-none-match")
    package static let location = HTTPFieldName(known: "location")
    package static let origin = HTTPFieldName(known: "origin")
    package static let permissionsPolicy = HTTPFieldName(known: "permissions-policy")
    package static let referrerPolicy = HTTPFieldName(known: "referrer-policy")
    package static let retryAfter = HTTPFieldName(known: "retry-after")
    package static let secFetchSite = HTTPFieldName(known: "sec-fetch-site")
    package static let secWebSocketAccept = HTTPFieldName(known: "sec-websocket-accept")
    package static let secWebSocketExtensions = HTTPFieldName(known: "sec-websocket-extensions")
    package static let secWebSocketKey = HTTPFieldName(known: "sec-websocket-key")
    package static let secWebSocketProtocol = HTTPFieldName(known: "sec-websocket-protocol")
    package static let secWebSocketVersion = HTTPFieldName(known: "sec-websocket-version")
    package static let setCookie = HTTPFieldName(known: "set-cookie")
    package static let strictTransportSecurity = HTTPFieldName(known: "strict-transport-security")
    package static let transferEncoding = HTTPFieldName(known: "transfer-encoding")
    package static let upgrade = HTTPFieldName(known: "upgrade")
    package static let webhookID = HTTPFieldName(known: "webhook-id")
    package static let webhookSignature = HTTPFieldName(known: "webhook-signature")
    package static let webhookTimestamp = HTTPFieldName(known: "webhook-timestamp")
    package static let xContentTypeOptions = HTTPFieldName(known: "x-content-type-options")

    /// Two of these in one message mean that two parsers may disagree: such a message is refused.
    static let singletons: Set<HTTPFieldName> = [
        .authorization, .contentLength, .contentType, .cookie, .host, .origin,
        .secWebSocketAccept, .secWebSocketKey, .secWebSocketVersion, .transferEncoding,
    ]
}

/// Classes of bytes (RFC 9110 section 5.6.2, RFC 3986 section 3.3).
enum HTTPByte {
    static let space: UInt8 = 0x20
    static let tab: UInt8 = 0x09
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let colon: UInt8 = 0x3A

    static func isToken(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case _: false
        }
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// What a path or a query may hold unencoded, "/" and "?" apart; "%" among it.
    static func isPathCharacter(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "-._~!$&'()*+,;=:@%".utf8.contains(byte)
    }

    /// Field values: visible, space, tab, and what may be UTF-8 (section 5.5).
    static func isFieldContent(_ byte: UInt8) -> Bool {
        byte == tab || byte >= space && byte != 0x7F
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}
