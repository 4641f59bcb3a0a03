/// The `a=` lines of one section, or those before the first.
struct Attributes {
    var identification: UInt8?
    var direction: SessionDescription.Direction?
    var payloads: [(kind: SessionDescription.Kind, type: UInt8)] = []
    var iceUserFragment: [UInt8]?
    var icePassword: [UInt8]?
    var fingerprint: [UInt8]?
    var setup: SessionDescription.Setup?
    var identificationExtension: UInt8?
    /// The first of several; a retransmission's comes second.
    var source: UInt32?
    var candidates: [SessionDescription.HostCandidate] = []
    var isMultiplexed = false
    var isBundleOnly = false

    /// Takes what follows `a=`; false if it is nothing that this program knows.
    mutating func read(_ line: ArraySlice<UInt8>, section: Int) throws(SessionDescriptionError)
        -> Bool
    {
        func once<Value>(
            _ place: inout Value?,
            _ value: Value?,
            _ line: SessionDescription.Line
        ) throws(SessionDescriptionError) -> Bool {
            guard place == nil else { throw .repeatedLine(line, section: section) }
            guard let value else { throw .malformedLine(line, section: section) }
            place = value
            return true
        }
        if let direction = SessionDescription.Direction(word: line) {
            return try once(&self.direction, direction, .direction)
        }
        if let text = line.after("mid:") {
            let number = UInt8(decimal: text).flatMap { $0 < 100 ? $0 : nil }
            return try once(&identification, number, .identification)
        }
        if let text = line.after("ice-ufrag:") {
            let words = text.iceWord(4...256)
            return try once(&iceUserFragment, words, .iceUserFragment)
        }
        if let text = line.after("ice-pwd:") {
            return try once(&icePassword, text.iceWord(22...256), .icePassword)
        }
        if let text = line.after("fingerprint:sha-256 ") {
            return try once(&fingerprint, text.colonSeparatedBytes(32), .fingerprint)
        }
        if let text = line.after("setup:") {
            return try once(&setup, SessionDescription.Setup(word: text), .setup)
        }
        if line.elementsEqual("rtcp-mux".utf8) { isMultiplexed = true; return true }
        if line.elementsEqual("bundle-only".utf8) { isBundleOnly = true; return true }
        if let text = line.after("rtpmap:") { return readPayload(text) }
        if let text = line.after("ssrc:") { return readSource(text) }
        if let text = line.after("candidate:") { return readCandidate(text) }
        if let text = line.after("extmap:"), text.hasEnding(" urn:ietf:params:rtp-hdrext:sdes:mid")
        {
            let number = UInt8(decimal: text.prefix { $0 != 0x20 })
                .flatMap { (1...99).contains($0) ? $0 : nil }
            return try once(&identificationExtension, number, .identificationExtension)
        }
        return Self.replaced.contains { line.after($0) != nil }
    }

    /// `111 opus/48000/2`: the two codecs this program speaks, and no other.
    private mutating func readPayload(_ text: ArraySlice<UInt8>) -> Bool {
        let words = text.split(separator: 0x20)
        guard words.count == 2, let type = UInt8(decimal: words[0]), type < 128,
            let kind = SessionDescription.Kind.allCases.first(where: {
                words[1].lowercased().elementsEqual($0.codec.description.lowercased().utf8)
            })
        else { return false }
        payloads.append((kind, type))
        return true
    }

    /// `1001 cname:…`, of which the number is kept.
    private mutating func readSource(_ text: ArraySlice<UInt8>) -> Bool {
        let words = text.split(separator: 0x20, maxSplits: 1)
        guard words.count == 2, words[1].after("cname:") != nil,
            let number = UInt32(decimal: words[0])
        else { return false }
        source = source ?? number
        return true
    }

    /// `1 1 udp 2130706431 192.0.2.1 20000 typ host …` (RFC 8839 section 5.1).
    private mutating func readCandidate(_ text: ArraySlice<UInt8>) -> Bool {
        let words = text.split(separator: 0x20)
        guard words.count >= 8, words[1].elementsEqual("1".utf8),
            words[2].lowercased().elementsEqual("udp".utf8), words[6].elementsEqual("typ".utf8),
            words[7].elementsEqual("host".utf8), let address = IPv4Address(words[4]),
            let port = UInt16(decimal: words[5]), port > 0
        else { return false }
        candidates.append(SessionDescription.HostCandidate(address: address, port: port))
        return true
    }

    /// Attributes that have a constant of ours in their place.
    private static let replaced: [StaticString] = [
        "group:BUNDLE", "fmtp:", "rtcp-fb:", "end-of-candidates",
    ]
}

extension SessionDescription.Kind {
    /// The one codec of each kind, as `a=rtpmap` names it.
    var codec: StaticString {
        switch self {
        case .audio: "opus/48000/2"
        case .video: "VP8/90000"
        }
    }
}

extension RawRepresentable<String> where Self: CaseIterable {
    /// The case whose name is exactly these bytes.
    init?(word: ArraySlice<UInt8>) {
        guard let match = Self.allCases.first(where: { word.elementsEqual($0.rawValue.utf8) })
        else { return nil }
        self = match
    }
}

extension ArraySlice<UInt8> {
    /// What follows `prefix`; nil if it does not start so.
    func after(_ prefix: StaticString) -> ArraySlice<UInt8>? {
        let prefix = prefix.description.utf8
        return starts(with: prefix) ? dropFirst(prefix.count) : nil
    }

    func hasEnding(_ text: StaticString) -> Bool {
        let text = text.description.utf8
        return count >= text.count && suffix(text.count).elementsEqual(text)
    }

    func lowercased() -> [UInt8] {
        map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    /// Itself, if it is an `ice-char` text of allowed length (RFC 8839 section 5.1).
    func iceWord(_ length: ClosedRange<Int>) -> [UInt8]? {
        guard length.contains(count), allSatisfy(\.isICECharacter) else { return nil }
        return Array(self)
    }

    /// `AB:CD:…`, as many bytes as `size`.
    func colonSeparatedBytes(_ size: Int) -> [UInt8]? {
        let parts = split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let bytes = parts.compactMap(\.hexadecimalByte)
        return parts.count == size && bytes.count == size ? bytes : nil
    }

    private var hexadecimalByte: UInt8? {
        let digits = compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard count == 2, digits.count == 2 else { return nil }
        return UInt8(digits[0] << 4 | digits[1])
    }
}

extension UInt8 {
    fileprivate var isICECharacter: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
            true
        case _: false
        }
    }
}
