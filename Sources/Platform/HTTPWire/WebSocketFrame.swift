/// Which end of a connection we are: a client masks its frames, a server never does.
package enum WebSocketRole: Sendable {
    case server, client
}

/// RFC 6455 section 5.2.
package enum WebSocketOpcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    var isControl: Bool { rawValue & 0x8 != 0 }
}

/// Frames as bytes: never fragmented, shortest length form.
package enum WebSocketFrame {
    /// Writes one frame; a client passes four fresh random bytes as `mask` (section 5.3).
    package static func append(
        _ opcode: WebSocketOpcode,
        _ payload: Span<UInt8>,
        mask: UInt32? = nil,
        to out: inout [UInt8]
    ) {
        appendHeader(opcode, count: payload.count, mask: mask, to: &out)
        for index in payload.indices {
            out.append(payload[index] ^ UInt8(truncatingIfNeeded: (mask ?? 0) >> shift(index)))
        }
    }

    /// Writes what stands before `count` bytes of payload.
    package static func appendHeader(
        _ opcode: WebSocketOpcode,
        count: Int,
        mask: UInt32? = nil,
        to out: inout [UInt8]
    ) {
        let maskBit: UInt8 = mask == nil ? 0 : 0x80
        out.append(0x80 | opcode.rawValue)
        if count < 126 {
            out.append(maskBit | UInt8(truncatingIfNeeded: count))
        } else if count <= 0xFFFF {
            out.append(maskBit | 126)
            appendBigEndian(UInt64(count), bytes: 2, to: &out)
        } else {
            out.append(maskBit | 127)
            appendBigEndian(UInt64(count), bytes: 8, to: &out)
        }
        if let mask { appendBigEndian(UInt64(mask), bytes: 4, to: &out) }
    }

    /// Writes a close frame; the reason is cut to 123 bytes at a character's edge.
    package static func appendClose(
        _ code: WebSocketCloseCode,
        reason: String = "",
        mask: UInt32? = nil,
        to out: inout [UInt8]
    ) {
        var payload = [UInt8(code.value >> 8), UInt8(code.value & 0xFF)]
        for scalar in reason.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            guard payload.count + bytes.count <= controlLimit else { break }
            payload += bytes
        }
        append(.close, payload.span, mask: mask, to: &out)
    }

    private static func appendBigEndian(_ value: UInt64, bytes: Int, to out: inout [UInt8]) {
        for index in (0..<bytes).reversed() {
            out.append(UInt8(truncatingIfNeeded: value >> (UInt64(index) * 8)))
        }
    }

    /// The bits of the mask that hide the byte at `index`.
    static func shift(_ index: Int) -> UInt32 { UInt32(24 - (index & 3) * 8) }

    /// Bytes of a control frame's payload (section 5.5).
    package static let controlLimit = 125
    /// Bytes of a message, all its fragments together.
    package static let messageLimit = 65_536
}
