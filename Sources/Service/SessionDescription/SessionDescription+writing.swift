/// Who will read a text.
package enum SessionDescriptionReader: Sendable, Hashable {
    /// Gets no candidate: it learns where a page is from the page's own checks.
    case mediaServer
    /// Gets only the media server's own host candidates: this address, these ports.
    case page(mediaServer: IPv4Address, ports: ClosedRange<UInt16>)
}

extension SessionDescription {
    /// The text written anew, with CRLF; nothing in it but constants and what the model holds.
    ///
    /// Throws `missingLine(.candidate, …)` if a page would have nowhere to send to.
    package func text(for reader: SessionDescriptionReader) throws(SessionDescriptionError)
        -> String
    {
        let open = sections.filter { $0.stream != nil }
        var lines = ["v=0", "o=- 1 1 IN IP4 0.0.0.0", "s=-", "t=0 0"]
        lines.append(
            (["a=group:BUNDLE"] + open.map { String($0.identification) }).joined(separator: " ")
        )
        var hasCandidate = false
        for section in sections {
            lines += section.lines
            guard let stream = section.stream else { continue }
            switch reader {
            case .mediaServer: continue
            case .page(let address, let ports):
                let own = stream.candidates.filter {
                    $0.address == address && ports.contains($0.port)
                }
                hasCandidate = hasCandidate || !own.isEmpty
                lines += own.map {
                    "a=candidate:1 1 udp 2130706431 \($0.address) \($0.port) typ host"
                }
                lines.append("a=end-of-candidates")
            }
        }
        if case .page = reader, !hasCandidate, !open.isEmpty {
            throw .missingLine(.candidate, section: 0)
        }
        return lines.map { $0 + "\r\n" }.joined()
    }
}

extension SessionDescription.Section {
    fileprivate var lines: [String] {
        let port = stream == nil ? 0 : 9
        var lines = [
            "m=\(kind.rawValue) \(port) UDP/TLS/RTP/SAVPF \(payloadType)", "c=IN IP4 0.0.0.0",
            "a=mid:\(identification)", "a=\((stream?.direction ?? .inactive).rawValue)",
        ]
        guard let stream else { return lines }
        lines += [
            "a=rtpmap:\(payloadType) \(kind.codec)",
            "a=ice-ufrag:" + String(decoding: stream.iceUserFragment, as: UTF8.self),
            "a=ice-pwd:" + String(decoding: stream.icePassword, as: UTF8.self),
            "a=setup:\(stream.setup.rawValue)",
            "a=fingerprint:sha-256 "
                + stream.fingerprint.map(hexadecimal).joined(separator: ":"),
            "a=rtcp-mux",
        ]
        switch kind {
        case .audio: lines.append("a=fmtp:\(payloadType) minptime=10;useinbandfec=1")
        case .video:
            // Without "nack pli" a page cannot ask for a whole picture.
            lines += ["nack", "nack pli", "ccm fir", "goog-remb"].map {
                "a=rtcp-fb:\(payloadType) \($0)"
            }
        }
        if let number = stream.identificationExtension {
            lines.append("a=extmap:\(number) urn:ietf:params:rtp-hdrext:sdes:mid")
        }
        if let source = stream.source { lines.append("a=ssrc:\(source) cname:c") }
        return lines
    }
}

private func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return byte < 16 ? "0" + digits : digits
}
