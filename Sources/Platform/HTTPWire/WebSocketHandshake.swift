import Cryptography

/// The opening handshake, both sides (RFC 6455 section 4), without extensions.
package enum WebSocketHandshake {
    /// Whether the request asks for a WebSocket at all.
    package static func isAsked(by request: HTTPRequest) -> Bool {
        request.fields.lists("websocket", in: .upgrade)
    }

    /// The answer to an upgrade: 101, or why not (400, 405, 426).
    ///
    /// `subprotocol` is what we speak; the client must offer it. Whether the Origin may come in
    /// is the caller's to decide, before.
    package static func answer(_ request: HTTPRequest, subprotocol: String?) -> HTTPResponse {
        let fields = request.fields
        guard request.method == .get else {
            return HTTPResponse(.methodNotAllowed, fields: HTTPFields([.allow: "GET"]))
        }
        guard fields.lists("websocket", in: .upgrade), fields.lists("upgrade", in: .connection)
        else {
            return HTTPResponse(
                .upgradeRequired,
                fields: HTTPFields([.upgrade: "websocket", .connection: "Upgrade"])
            )
        }
        guard fields[.secWebSocketVersion] == "13" else {
            return HTTPResponse(
                .upgradeRequired,
                fields: HTTPFields([.secWebSocketVersion: "13", .upgrade: "websocket"])
            )
        }
        guard let key = fields[.secWebSocketKey], isKey(key), request.body.isEmpty else {
            return HTTPResponse(.badRequest)
        }
        var answer = HTTPFields([
            .upgrade: "websocket", .connection: "Upgrade",
            .secWebSocketAccept: webSocketAccept(key: key),
        ])
        if let subprotocol {
            let offers = fields.elements(of: .secWebSocketProtocol)
            guard offers.contains(where: { $0.utf8.elementsEqual(subprotocol.utf8) }) else {
                return HTTPResponse(.badRequest)
            }
            answer.add(.secWebSocketProtocol, subprotocol)
        }
        return HTTPResponse(.switchingProtocols, fields: answer)
    }

    /// A client's request; `key` is 16 random bytes in base64, `fields` may add Origin and Cookie.
    package static func request(
        _ target: HTTPTarget,
        host: String,
        key: String,
        subprotocol: String?,
        fields: HTTPFields = HTTPFields()
    ) -> HTTPRequest {
        var all = HTTPFields([
            .host: host, .upgrade: "websocket", .connection: "Upgrade",
            .secWebSocketVersion: "13", .secWebSocketKey: key,
        ])
        if let subprotocol { all.add(.secWebSocketProtocol, subprotocol) }
        all.addMissing(fields)
        return HTTPRequest(.get, target, fields: all)
    }

    /// Whether the server's answer opens the WebSocket that was asked for (section 4.1).
    package static func opens(_ response: HTTPResponse, key: String, subprotocol: String?) -> Bool {
        let fields = response.fields
        return response.status == .switchingProtocols
            && fields.lists("websocket", in: .upgrade) && fields.lists("upgrade", in: .connection)
            && fields[.secWebSocketAccept] == webSocketAccept(key: key)
            && fields[.secWebSocketExtensions] == nil
            && fields[.secWebSocketProtocol] == subprotocol
    }

    /// Base64 of 16 bytes: 22 letters, of which the last carries two bits, and "==".
    private static func isKey(_ key: String) -> Bool {
        let bytes = Array(key.utf8)
        guard bytes.count == 24, bytes.suffix(2).elementsEqual("==".utf8) else { return false }
        return bytes.prefix(22).allSatisfy {
            HTTPByte.isLetterOrDigit($0) || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
        } && "AQgw".utf8.contains(bytes[21])
    }
}
