import SessionDescription
import TestSupport
import Testing

@Suite struct `A session description is refused` {
    func error(_ text: String) -> SessionDescriptionError? {
        do throws(SessionDescriptionError) {
            _ = try SessionDescription.parse(text)
            return nil
        } catch {
            return error
        }
    }

    /// The offer without the lines that start so.
    func without(_ prefix: String) -> String {
        chromiumOffer.split(separator: "\n").filter { !$0.hasPrefix(prefix) }
            .joined(separator: "\n")
    }

    func replacing(_ line: String, _ other: String) -> String {
        chromiumOffer.split(separator: "\n").map { $0 == line ? other : String($0) }
            .joined(separator: "\n")
    }

    @Test(
        arguments: [
            ("a=mid:", .identification), ("a=sendonly", .direction), ("a=rtpmap:", .payload),
            ("a=ice-ufrag:", .iceUserFragment), ("a=ice-pwd:", .icePassword),
            ("a=fingerprint:", .fingerprint), ("a=setup:", .setup), ("a=rtcp-mux", .multiplexing),
        ] as [(String, SessionDescription.Line)]
    )
    func `when a line that is needed is missing`(prefix: String, line: SessionDescription.Line) {
        #expect(error(without(prefix)) == .missingLine(line, section: 0))
    }

    @Test func `when a line that may stand once stands twice`() {
        for (line, name) in [
            ("a=mid:0", .identification), ("a=setup:actpass", .setup),
            ("a=ice-ufrag:taGS", .iceUserFragment), ("a=sendonly", .direction),
        ] as [(String, SessionDescription.Line)] {
            #expect(
                error(replacing(line, line + "\r\n" + line))
                    == .repeatedLine(name, section: 0)
            )
        }
    }

    @Test func `when a value is not one`() {
        for (line, other, name) in [
            ("a=mid:0", "a=mid:audio", .identification), ("a=mid:0", "a=mid:00", .identification),
            ("a=mid:0", "a=mid:100", .identification), ("a=mid:0", "a=mid:+1", .identification),
            ("a=ice-ufrag:taGS", "a=ice-ufrag:taG", .iceUserFragment),
            ("a=ice-ufrag:taGS", "a=ice-ufrag:ta S", .iceUserFragment),
            ("a=ice-pwd:Qy4st7FRO8N6D8Goas8Vg/z4", "a=ice-pwd:short", .icePassword),
            ("a=setup:actpass", "a=setup:holdconn", .setup),
        ] as [(String, String, SessionDescription.Line)] {
            #expect(error(replacing(line, other)) == .malformedLine(name, section: 0))
        }
        #expect(
            error(chromiumOffer.replacing("sha-256 72:E9", with: "sha-256 72E9"))
                == .malformedLine(.fingerprint, section: 0)
        )
    }

    @Test func `when two sections have one name`() {
        let text = chromiumOffer.replacing("a=mid:1", with: "a=mid:0")
        #expect(error(text) == .repeatedIdentification(section: 1))
    }

    @Test func `when it is about more than sound and picture over DTLS`() {
        for media in [
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "m=audio 9 RTP/AVP 111", "m=",
            "m=audio 9 UDP/TLS/RTP/SAVPF", "m=audio 65536 UDP/TLS/RTP/SAVPF 111",
            "m=audio 9 UDP/TLS/RTP/SAVPF 111 x", "m=audio -9 UDP/TLS/RTP/SAVPF 111",
        ] {
            #expect(error(chromiumOffer + media + "\r\n") == .unsupportedMedia(section: 2))
        }
    }

    @Test func `when it does not begin as one, or is empty`() {
        #expect(error("") == .unknownVersion)
        #expect(error("v=1\r\n") == .unknownVersion)
        #expect(error(" v=0\r\n") == .unknownVersion)
        #expect(error("v=0\r\ns=-\r\n") == .noSections)
    }

    @Test func `when a control character hides in a line`() {
        for character in ["\0", "\r", "\u{7F}", "\u{1B}"] {
            let text = chromiumOffer.replacing("a=mid:0", with: "a=x:\(character)y\na=mid:0")
            #expect(error(text) == .controlCharacter)
        }
    }

    @Test func `when it is too long, in bytes, in a line or in sections`() {
        let note = "a=x:" + String(repeating: "y", count: 1_000) + "\r\n"
        #expect(
            error(chromiumOffer + String(repeating: note, count: 60)) == .tooLong(limit: 65_536)
        )
        #expect(
            error(chromiumOffer + "a=x:" + String(repeating: "y", count: 2_045))
                == .lineTooLong(limit: 2_048)
        )
        let sections = (0..<17).map { "m=audio 0 UDP/TLS/RTP/SAVPF 0\r\na=mid:\($0)\r\n" }
        #expect(error("v=0\r\n" + sections.joined()) == .tooManySections(limit: 16))
        #expect(error("v=0\r\n" + sections.prefix(16).joined()) == nil)
    }

    @Test func `or read, cut off anywhere, but never trapped over`() {
        let answer = Array(januslikeAnswer.utf8)
        for length in answer.indices {
            _ = try? SessionDescription.parse(Array(answer.prefix(length)))
        }
        let offer = Array(chromiumOffer.utf8)
        for length in stride(from: 0, to: offer.count, by: 29) {
            _ = try? SessionDescription.parse(Array(offer.prefix(length)))
        }
    }

    @Test func `or read, whatever is changed in it, and then holds only what it may`() throws {
        var generator = SeededGenerator(seed: 20_261_020)
        let rewritten = try SessionDescription.parse(chromiumOffer).text(for: .mediaServer)
        let originals = [rewritten, januslikeAnswer].map { Array($0.utf8) }
        let allowed = Set((0x20...0x7E).map(UInt8.init)).union([0x0D, 0x0A])
        var readable = 0
        for _ in 0..<1_000 {
            var bytes = originals[Int.random(in: 0...1, using: &generator)]
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0...3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case _:
                    let end = min(bytes.count, place + 40)
                    bytes.insert(contentsOf: bytes[place..<end], at: place)
                }
            }
            guard let description = try? SessionDescription.parse(bytes) else { continue }
            readable += 1
            let text = try description.text(for: .mediaServer)
            #expect(text.utf8.allSatisfy(allowed.contains))
            for line in text.split(separator: "\r\n") { #expect(isKnown(line)) }
            #expect(try SessionDescription.parse(text).dropped == 0)
        }
        #expect(readable > 100)
    }

    private func isKnown(_ line: Substring) -> Bool {
        [
            "v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0", "c=IN IP4 0.0.0.0", "a=rtcp-mux",
            "a=sendonly", "a=recvonly", "a=sendrecv", "a=inactive",
        ].contains(line)
            || [
                "a=group:BUNDLE", "m=audio ", "m=video ", "a=mid:", "a=rtpmap:", "a=ice-ufrag:",
                "a=ice-pwd:", "a=setup:", "a=fingerprint:sha-256 ", "a=fmtp:", "a=rtcp-fb:",
                "a=extmap:", "a=ssrc:",
            ].contains { line.hasPrefix($0) }
    }
}
