import HTTPWire
import TestSupport
import Testing

@Suite struct `WebSocket frames` {
    /// What a server hears: messages as bytes, and how it ended.
    private enum Heard: Equatable {
        case text([UInt8]), binary([UInt8]), ping([UInt8]), pong([UInt8])
        case close(UInt16?, String)
    }

    /// Gives the bytes in pieces, as a connection does: what is not taken comes again.
    private func decode(_ bytes: [UInt8], role: WebSocketRole = .server, by size: Int = .max)
        -> (heard: [Heard], error: WebSocketError?)
    {
        var decoder = WebSocketDecoder(role: role)
        var heard: [Heard] = []
        var buffer: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            buffer += rest.prefix(size)
            rest = rest.dropFirst(size)
            var start = 0
            let count = buffer.count
            do throws(WebSocketError) {
                while true {
                    var span = buffer.mutableSpan
                    guard let event = try decoder.next(&span, from: &start, count: count)
                    else { break }
                    switch event {
                    case .text(let payload): heard.append(.text(bytesOf(payload, in: buffer)))
                    case .binary(let payload): heard.append(.binary(bytesOf(payload, in: buffer)))
                    case .ping(let payload): heard.append(.ping(payload))
                    case .pong(let payload): heard.append(.pong(payload))
                    case .close(let code, let reason): heard.append(.close(code?.value, reason))
                    }
                }
            } catch {
                return (heard, error)
            }
            buffer.removeFirst(start)
        }
        return (heard, nil)
    }

    private func bytesOf(_ payload: WebSocketPayload, in buffer: [UInt8]) -> [UInt8] {
        switch payload {
        case .inPlace(let range): Array(buffer[range])
        case .assembled(let bytes): bytes
        }
    }

    private func frame(_ opcode: WebSocketOpcode, _ payload: [UInt8], mask: UInt32? = 0x1234_5678)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        WebSocketFrame.append(opcode, payload.span, mask: mask, to: &bytes)
        return bytes
    }

    private func fragment(_ frame: [UInt8], opcode: UInt8? = nil) -> [UInt8] {
        var frame = frame
        frame[0] = (opcode ?? frame[0] & 0x0F)
        return frame
    }

    @Test func `the examples of RFC 6455 section 5_7 are read and written`() {
        let hello = Array("Hello".utf8)
        let plain: [UInt8] = [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        let masked: [UInt8] = [
            0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58,
        ]
        #expect(decode(plain, role: .client).heard == [.text(hello)])
        #expect(decode(masked).heard == [.text(hello)])
        #expect(frame(.text, hello, mask: nil) == plain)
        #expect(frame(.text, hello, mask: 0x37FA_213D) == masked)
        let fragments: [UInt8] = [0x01, 0x03, 0x48, 0x65, 0x6C, 0x80, 0x02, 0x6C, 0x6F]
        #expect(decode(fragments, role: .client).heard == [.text(hello)])
        let ping: [UInt8] = [0x89, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F]
        #expect(decode(ping, role: .client).heard == [.ping(hello)])
        let long = [UInt8](repeating: 0x61, count: 256)
        #expect(frame(.binary, long, mask: nil).prefix(4) == [0x82, 0x7E, 0x01, 0x00])
        let longer = [UInt8](repeating: 0x61, count: 65_536)
        #expect(
            frame(.binary, longer, mask: nil).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0]
        )
        #expect(decode(frame(.text, longer)).heard == [.text(longer)])
    }

    @Test(arguments: [1, 2, 3, 5, 14, 100])
    func `however it is cut, the same is heard`(size: Int) {
        let text = Array(String(repeating: "täglich ", count: 40).utf8)
        let bytes =
            frame(.text, text) + fragment(frame(.text, Array(text[..<100])))
            + frame(.ping, [1]) + fragment(frame(.continuation, []))
            + frame(.continuation, Array(text[100...])) + frame(.pong, []) + frame(.text, [])
            + frame(.close, [0x03, 0xE8] + Array("bye".utf8))
        let (heard, error) = decode(bytes, by: size)
        #expect(error == nil)
        #expect(
            heard == [
                .text(text), .ping([1]), .text(text), .pong([]), .text([]), .close(1000, "bye"),
            ]
        )
    }

    @Test func `frames cut short are never heard`() {
        let bytes = frame(.text, Array("Hello".utf8))
        for end in bytes.indices { #expect(decode(Array(bytes[..<end])).heard.isEmpty) }
    }

    @Test func `what breaks the framing is refused`() {
        let mask: [UInt8] = [0, 0, 0, 0]
        let cases: [(String, [UInt8])] = [
            ("not masked", [0x81, 0x01, 0x61]),
            ("reserved bit", [0xC1, 0x81] + mask + [0x61]),
            ("reserved opcode", [0x83, 0x80] + mask),
            ("fragmented ping", [0x09, 0x80] + mask),
            ("long ping", [0x89, 0xFE, 0, 126] + mask),
            ("16 bits for 125", [0x81, 0xFE, 0, 125] + mask),
            ("64 bits for 65535", [0x81, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + mask),
            ("continuation of nothing", [0x80, 0x80] + mask),
            ("message within a message", [0x01, 0x80] + mask + [0x81, 0x80] + mask),
            ("close of one byte", [0x88, 0x81] + mask + [3]),
            ("close 1005", frame(.close, [0x03, 0xED])),
            ("close 1006", frame(.close, [0x03, 0xEE])),
            ("close 999", frame(.close, [0x03, 0xE7])),
            ("close 2999", frame(.close, [0x0B, 0xB7])),
            ("close 5000", frame(.close, [0x13, 0x88])),
        ]
        for (name, bytes) in cases {
            #expect(decode(bytes).error?.closeCode == .protocolError, "\(name)")
            #expect(decode(bytes, by: 1).error?.closeCode == .protocolError, "\(name), cut")
        }
        #expect(decode(frame(.text, [0x61]), role: .client).error?.closeCode == .protocolError)
    }

    @Test func `text that is not UTF-8 is refused, cut or whole`() {
        let bad: [[UInt8]] = [
            [0xC3], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ]
        for text in bad {
            #expect(decode(frame(.text, text)).error == .peerSentInvalidText)
            #expect(decode(frame(.text, text), by: 1).error == .peerSentInvalidText)
        }
        let split = fragment(frame(.text, [0xC3])) + frame(.continuation, [0xA4])
        #expect(decode(split).heard == [.text([0xC3, 0xA4])])
        #expect(decode(frame(.close, [3, 0xE8, 0xFF])).error == .peerSentInvalidText)
    }

    @Test func `a message has 64 KiB at most, in fragments too`() {
        let most = [UInt8](repeating: 0x61, count: 65_536)
        #expect(decode(frame(.text, most + [0x61])).error == .peerSentLongMessage)
        let whole = fragment(frame(.text, Array(most.dropFirst()))) + frame(.continuation, [0x61])
        #expect(decode(whole).heard == [.text(most)])
        let over = fragment(frame(.text, most)) + frame(.continuation, [0x61])
        #expect(decode(over).error == .peerSentLongMessage)
        let huge: [UInt8] = [0x81, 0xFF] + [UInt8](repeating: 0xFF, count: 12)
        #expect(decode(huge).error == .peerSentLongMessage)
    }

    @Test func `a hundred thousand mutations are heard in one way or refused`() async {
        var random = SeededGenerator(seed: 2)
        let text = Array(String(repeating: "bonjour ça va ", count: 12).utf8)
        let bytes =
            frame(.text, text) + fragment(frame(.text, Array(text[..<9]))) + frame(.ping, [1, 2])
            + frame(.continuation, Array(text[9...])) + frame(.close, [0x03, 0xE9, 0x61])
        var messages = 0
        for number in 0..<100_000 {
            if number.isMultiple(of: 256) { await Task.yield() }
            let mutant = random.mutate(bytes)
            let (heard, error) = decode(mutant)
            messages += heard.count
            guard number.isMultiple(of: 4) else { continue }
            let inPieces = decode(mutant, by: .random(in: 1...90, using: &random))
            guard heard == inPieces.heard, error == inPieces.error else {
                Issue.record("two readings of \(mutant)")
                return
            }
        }
        #expect(messages > 10_000)
    }

    @Test func `a close reason is cut at a character`() {
        var bytes: [UInt8] = []
        WebSocketFrame.appendClose(
            .normal,
            reason: String(repeating: "ä", count: 100),
            mask: 0,
            to: &bytes
        )
        #expect(decode(bytes).heard == [.close(1000, String(repeating: "ä", count: 61))])
    }
}
