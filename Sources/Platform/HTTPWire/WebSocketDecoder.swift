/// What a peer sent: messages whole, control frames as they come between fragments.
package enum WebSocketEvent: Equatable, Sendable {
    case text(WebSocketPayload)
    case binary(WebSocketPayload)
    case ping([UInt8])
    case pong([UInt8])
    /// No code: the frame was empty.
    case close(WebSocketCloseCode?, reason: String)
}

/// Where a message's bytes are.
package enum WebSocketPayload: Equatable, Sendable {
    /// In the buffer that was given, unmasked there.
    case inPlace(Range<Int>)
    /// Put together from what came in pieces.
    case assembled([UInt8])
}

/// Reads frames off a connection, however the bytes are cut (RFC 6455 section 5).
///
/// A message that lies whole in the buffer is unmasked there and never copied; what comes in
/// pieces is gathered here, each byte touched once. After an error nothing more can be read.
package struct WebSocketDecoder: Sendable {
    private let role: WebSocketRole
    private let limit: Int
    /// The frame whose payload is not whole yet.
    private var frame: Frame?
    /// The payload of that frame, when it is a control frame.
    private var control: [UInt8] = []
    /// The fragments of the message so far, and what it is.
    private var message: [UInt8] = []
    private var messageKind: WebSocketOpcode?

    package init(role: WebSocketRole, limit: Int = WebSocketFrame.messageLimit) {
        self.role = role
        self.limit = limit
    }

    /// Takes bytes from `start` on up to the end of one event; nil when it is not whole yet.
    ///
    /// At nil, bytes that are left (fewer than a frame's header) must be given again.
    package mutating func next(
        _ bytes: inout MutableSpan<UInt8>,
        from start: inout Int,
        count: Int
    ) throws(WebSocketError) -> WebSocketEvent? {
        while true {
            if frame == nil {
                guard let header = try header(bytes.span, at: start, count: count) else {
                    return nil
                }
                start += header.size
                try begin(header.frame)
            }
            guard var current = frame else { return nil }
            let isWhole = current.missing <= count - start
            if isWhole, current.taken == 0, current.isMessage {
                let payload = start..<(start + current.missing)
                Self.unmask(&bytes, payload, current.mask)
                start = payload.upperBound
                frame = nil
                messageKind = nil
                let isText = current.opcode == .text
                if isText { try Self.checkText(bytes.span.extracting(payload)) }
                return isText ? .text(.inPlace(payload)) : .binary(.inPlace(payload))
            }
            let taken = min(current.missing, count - start)
            for index in start..<(start + taken) {
                let byte = bytes[index] ^ current.maskByte(current.taken)
                current.taken &+= 1
                if current.opcode.isControl { control.append(byte) } else { message.append(byte) }
            }
            start += taken
            current.missing -= taken
            frame = current
            guard current.missing == 0 else { return nil }
            frame = nil
            if let event = try finish(current) { return event }
        }
    }

    // MARK: Header

    private struct Frame: Sendable {
        let opcode: WebSocketOpcode
        let isFinal: Bool
        let mask: UInt32
        var missing: Int
        var taken = 0

        /// A whole message by itself.
        var isMessage: Bool { isFinal && (opcode == .text || opcode == .binary) }

        func maskByte(_ index: Int) -> UInt8 {
            UInt8(truncatingIfNeeded: mask >> WebSocketFrame.shift(index))
        }
    }

    private func header(_ bytes: Span<UInt8>, at start: Int, count: Int) throws(WebSocketError)
        -> (frame: Frame, size: Int)?
    {
        guard count - start >= 2 else { return nil }
        let (first, second) = (bytes[start], bytes[start + 1])
        guard first & 0x70 == 0 else { throw .peerBrokeFraming("reserved bit") }
        guard let opcode = WebSocketOpcode(rawValue: first & 0x0F) else {
            throw .peerBrokeFraming("opcode")
        }
        let isMasked = second & 0x80 != 0
        guard isMasked == (role == .server) else { throw .peerBrokeFraming("mask") }
        let isFinal = first & 0x80 != 0
        let short = Int(second & 0x7F)
        if opcode.isControl {
            guard isFinal else { throw .peerBrokeFraming("fragmented control frame") }
            guard short <= WebSocketFrame.controlLimit else {
                throw .peerBrokeFraming("long control frame")
            }
        }
        let lengthSize = short == 126 ? 2 : short == 127 ? 8 : 0
        let size = 2 + lengthSize + (isMasked ? 4 : 0)
        guard count - start >= size else { return nil }
        var length = UInt64(short)
        if lengthSize > 0 {
            length = Self.bigEndian(bytes, at: start + 2, size: lengthSize)
            guard length >= (lengthSize == 2 ? 126 : 0x10000) else {
                throw .peerBrokeFraming("length form")
            }
        }
        let room = opcode.isControl ? WebSocketFrame.controlLimit : limit - message.count
        guard length <= UInt64(max(0, room)) else { throw .peerSentLongMessage }
        let mask = isMasked ? Self.bigEndian(bytes, at: start + 2 + lengthSize, size: 4) : 0
        let frame = Frame(
            opcode: opcode,
            isFinal: isFinal,
            mask: UInt32(truncatingIfNeeded: mask),
            missing: Int(length)
        )
        return (frame, size)
    }

    private static func bigEndian(_ bytes: Span<UInt8>, at start: Int, size: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in start..<(start + size) { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    // MARK: Messages

    private mutating func begin(_ next: Frame) throws(WebSocketError) {
        switch next.opcode {
        case .text, .binary:
            guard messageKind == nil else { throw .peerBrokeFraming("message within a message") }
            messageKind = next.opcode
        case .continuation:
            guard messageKind != nil else { throw .peerBrokeFraming("continuation of nothing") }
        case .close, .ping, .pong: break
        }
        frame = next
    }

    private mutating func finish(_ frame: Frame) throws(WebSocketError) -> WebSocketEvent? {
        switch frame.opcode {
        case .text, .binary, .continuation:
            guard frame.isFinal, let kind = messageKind else { return nil }
            var whole: [UInt8] = []
            swap(&whole, &message)
            messageKind = nil
            guard kind == .text else { return .binary(.assembled(whole)) }
            try Self.checkText(whole.span)
            return .text(.assembled(whole))
        case .ping, .pong, .close:
            var payload: [UInt8] = []
            swap(&payload, &control)
            switch frame.opcode {
            case .ping: return .ping(payload)
            case .pong: return .pong(payload)
            case .close, .text, .binary, .continuation: return try Self.close(payload)
            }
        }
    }

    /// Section 5.5.1: nothing, or a code and UTF-8.
    private static func close(_ payload: [UInt8]) throws(WebSocketError) -> WebSocketEvent {
        guard let high = payload.first else { return .close(nil, reason: "") }
        guard payload.count >= 2,
            let code = WebSocketCloseCode(UInt16(high) << 8 | UInt16(payload[1]))
        else { throw .peerBrokeFraming("close code") }
        guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else {
            throw .peerSentInvalidText
        }
        return .close(code, reason: reason)
    }

    private static func checkText(_ bytes: Span<UInt8>) throws(WebSocketError) {
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes)
        } catch {
            throw .peerSentInvalidText
        }
    }

    private static func unmask(
        _ bytes: inout MutableSpan<UInt8>,
        _ range: Range<Int>,
        _ mask: UInt32
    ) {
        guard mask != 0 else { return }
        let (m0, m1) = (UInt8(mask >> 24), UInt8(mask >> 16 & 0xFF))
        let (m2, m3) = (UInt8(mask >> 8 & 0xFF), UInt8(mask & 0xFF))
        var index = range.lowerBound
        while index &+ 4 <= range.upperBound {
            bytes[index] ^= m0
            bytes[index &+ 1] ^= m1
            bytes[index &+ 2] ^= m2
            bytes[index &+ 3] ^= m3
            index &+= 4
        }
        for rest in index..<range.upperBound {
            let shift = WebSocketFrame.shift(rest &- range.lowerBound)
            bytes[rest] ^= UInt8(truncatingIfNeeded: mask >> shift)
        }
    }
}
