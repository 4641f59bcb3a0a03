import Cryptography
import WebClient

/// The browser client's files: the one place where embedded bytes are read.
enum ClientFiles {
    struct File: Sendable {
        let bytes: [UInt8]
        let type: String
        /// A strong validator: the hash of the bytes, quoted (RFC 9110 section 8.8.3).
        let tag: String
    }

    /// By path.
    static let all: [String: File] = {
        var files: [String: File] = [:]
        var index = 0
        while let path = unsafe webclient_path(index) {
            let name = unsafe String(cString: path)
            var count = 0
            if let start = unsafe webclient_asset(path, &count) {
                let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
                let tag = Hex.encode(SHA256.hash(bytes).bytes.prefix(12))
                files[name] = File(bytes: bytes, type: type(of: name), tag: "\"\(tag)\"")
            }
            index += 1
        }
        return files
    }()

    private static func type(of path: String) -> String {
        if path.hasSuffix(".js") { return "text/javascript; charset=utf-8" }
        if path.hasSuffix(".css") { return "text/css; charset=utf-8" }
        if path.hasSuffix(".svg") { return "image/svg+xml" }
        return "text/html; charset=utf-8"
    }
}
