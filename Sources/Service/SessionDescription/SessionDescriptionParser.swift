/// Reads line by line; what is missing, double or malformed is an error, what is unknown is counted.
struct SessionDescriptionParser {
    private var head = Attributes()
    private var drafts: [Draft] = []
    private var dropped = 0

    mutating func parse(_ text: [UInt8]) throws(SessionDescriptionError) -> SessionDescription {
        guard text.count <= Limit.bytes else { throw .tooLong(limit: Limit.bytes) }
        for (index, raw) in text.split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated()
        {
            let line = raw.last == 0x0D ? raw.dropLast() : raw
            guard line.count <= Limit.line else { throw .lineTooLong(limit: Limit.line) }
            guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw .controlCharacter
            }
            guard index > 0 || line.elementsEqual("v=0".utf8) else { throw .unknownVersion }
            if !line.isEmpty { try read(line) }
        }
        guard !drafts.isEmpty else { throw .noSections }
        var sections: [SessionDescription.Section] = []
        for (index, draft) in drafts.enumerated() {
            let section = try draft.section(index, head: head)
            guard !sections.contains(where: { $0.identification == section.identification }) else {
                throw .repeatedIdentification(section: index)
            }
            sections.append(section)
        }
        return SessionDescription(sections: sections, dropped: dropped)
    }

    private mutating func read(_ line: ArraySlice<UInt8>) throws(SessionDescriptionError) {
        if let media = line.after("m=") {
            guard drafts.count < Limit.sections else {
                throw .tooManySections(limit: Limit.sections)
            }
            guard let draft = Draft(media) else {
                throw .unsupportedMedia(section: drafts.count)
            }
            return drafts.append(draft)
        }
        guard let attribute = line.after("a=") else {
            if !Self.replaced.contains(where: { line.after($0) != nil }) { dropped += 1 }
            return
        }
        let section = drafts.count - 1
        let isKnown =
            if drafts.isEmpty {
                try head.read(attribute, section: section)
            } else {
                try drafts[section].attributes.read(attribute, section: section)
            }
        if !isKnown { dropped += 1 }
    }

    /// Lines that have a constant of ours in their place.
    private static let replaced: [StaticString] = ["v=", "o=", "s=", "t=", "c="]
}

/// A section as it was written.
private struct Draft {
    let kind: SessionDescription.Kind
    let port: UInt16
    let formats: [UInt8]
    var attributes = Attributes()

    /// `m=` without its name: `audio 9 UDP/TLS/RTP/SAVPF 111 63`.
    init?(_ media: ArraySlice<UInt8>) {
        let words = media.split(separator: 0x20)
        guard words.count >= 4, let port = UInt16(decimal: words[1]),
            let kind = SessionDescription.Kind(word: words[0]),
            words[2].elementsEqual("UDP/TLS/RTP/SAVPF".utf8)
        else { return nil }
        let formats = words[3...].compactMap { UInt8(decimal: $0) }.filter { $0 < 128 }
        guard formats.count == words.count - 3 else { return nil }
        self.kind = kind
        self.port = port
        self.formats = formats
    }

    func section(_ index: Int, head: Attributes) throws(SessionDescriptionError)
        -> SessionDescription.Section
    {
        func need<Value>(_ value: Value?, _ line: SessionDescription.Line)
            throws(SessionDescriptionError) -> Value
        {
            guard let value else { throw .missingLine(line, section: index) }
            return value
        }
        let identification = try need(attributes.identification, .identification)
        let payload = attributes.payloads.first { $0.kind == kind && formats.contains($0.type) }
        guard port != 0 || attributes.isBundleOnly else {
            return SessionDescription.Section(
                kind: kind,
                identification: identification,
                payloadType: payload?.type ?? formats[0],
                stream: nil
            )
        }
        guard attributes.isMultiplexed else {
            throw .missingLine(.multiplexing, section: index)
        }
        return SessionDescription.Section(
            kind: kind,
            identification: identification,
            payloadType: try need(payload, .payload).type,
            stream: SessionDescription.Stream(
                direction: try need(attributes.direction, .direction),
                iceUserFragment: try need(
                    attributes.iceUserFragment ?? head.iceUserFragment,
                    .iceUserFragment
                ),
                icePassword: try need(attributes.icePassword ?? head.icePassword, .icePassword),
                fingerprint: try need(attributes.fingerprint ?? head.fingerprint, .fingerprint),
                setup: try need(attributes.setup ?? head.setup, .setup),
                identificationExtension: attributes.identificationExtension,
                source: attributes.source,
                candidates: attributes.candidates
            )
        )
    }
}

private enum Limit {
    static let bytes = 65_536
    static let line = 2_048
    static let sections = 16
}
