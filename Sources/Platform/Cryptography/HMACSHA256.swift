internal import CSystem

/// HMAC (RFC 2104) with SHA-256.
package enum HMACSHA256 {
    package static func code(for message: [UInt8], key: [UInt8]) -> Digest {
        var words = Digest.Words()
        let made = unsafe withUnsafeMutableBytes(of: &words) {
            unsafe HMAC(
                csystem_sha256(),
                key,
                Int32(clamping: key.count),
                message,
                message.count,
                $0.assumingMemoryBound(to: UInt8.self).baseAddress,
                nil
            )
        }
        precondition(unsafe made != nil, "OpenSSL always has HMAC with SHA-256")
        return Digest(words: words)
    }

    /// In a time that does not depend on where a difference is.
    package static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
        areEqualInConstantTime(code, Self.code(for: message, key: key).bytes)
    }
}
