import Cryptography
import HTTPWire

extension HTTPResponse {
    /// A page for print, with a policy that allows its one style sheet and nothing else.
    static func page(_ bytes: [UInt8]) -> HTTPResponse {
        var response = HTTPResponse(.ok, type: "text/html; charset=utf-8", body: bytes)
        let hash = Base64.encode(SHA256.hash(style(in: bytes)).bytes)
        response.fields.add(
            .contentSecurityPolicy,
            "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; frame-ancestors 'none'"
        )
        return response
    }

    private static func style(in page: [UInt8]) -> [UInt8] {
        let text = String(decoding: page, as: UTF8.self)
        guard let start = text.firstRange(of: "<style>")?.upperBound,
            let end = text.firstRange(of: "</style>")?.lowerBound, start <= end
        else { return [] }
        return Array(text[start..<end].utf8)
    }
}
