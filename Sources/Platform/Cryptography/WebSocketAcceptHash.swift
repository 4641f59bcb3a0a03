internal import CSystem

/// Sec-WebSocket-Accept for a key (RFC 6455 section 4.2.2): base64(SHA-1(key + GUID)).
///
/// SHA-1 shows that a server speaks WebSocket, no more; it is no hash to trust.
package func webSocketAccept(key: String) -> String {
    let text = Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    var encoded = [UInt8](repeating: 0, count: 29)
    unsafe EVP_Digest(text, text.count, &digest, nil, EVP_sha1(), nil)
    unsafe EVP_EncodeBlock(&encoded, digest, 20)
    return String(decoding: encoded.dropLast(), as: UTF8.self)
}
