/// What this program reads of an SDP text (RFC 8866, RFC 8829), and all that it ever passes on.
///
/// Only numbers, hexadecimal digits and ICE words survive reading; everything else is written
/// anew. So no name, label, address or free text of one side can reach the other.
package struct SessionDescription: Sendable, Hashable {
    package let sections: [Section]
    /// Lines neither read nor replaced by our own: unknown ones, and candidates that can't be.
    package let dropped: Int

    package struct Section: Sendable, Hashable {
        package let kind: Kind
        /// `a=mid` (RFC 5888): 0 to 99, without leading zeros, unlike any other section's.
        package let identification: UInt8
        package let payloadType: UInt8
        /// Nil if the section is rejected (port 0, and not merely bundled).
        package let stream: Stream?
    }

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case audio, video
    }

    package struct Stream: Sendable, Hashable {
        package let direction: Direction
        /// RFC 8839 section 5.4: 4 to 256 and 22 to 256 of `A-Z a-z 0-9 + /`.
        package let iceUserFragment: [UInt8]
        package let icePassword: [UInt8]
        /// SHA-256 of the peer's certificate (RFC 8122): 32 bytes.
        package let fingerprint: [UInt8]
        package let setup: Setup
        /// The header extension that carries `mid` (RFC 9143 section 15), 1 to 99.
        package let identificationExtension: UInt8?
        package let source: UInt32?
        /// UDP host candidates of component 1 with an IPv4 address; the rest was dropped.
        package let candidates: [HostCandidate]
    }

    package enum Direction: String, Sendable, Hashable, CaseIterable {
        case sendrecv, sendonly, recvonly, inactive
    }

    /// Who opens the DTLS connection (RFC 8842).
    package enum Setup: String, Sendable, Hashable, CaseIterable {
        case actpass, active, passive
    }

    package struct HostCandidate: Sendable, Hashable {
        package let address: IPv4Address
        package let port: UInt16
    }

    /// The lines that are read, by what they say.
    package enum Line: String, Sendable, Hashable, CaseIterable {
        case identification, direction, payload, iceUserFragment, icePassword, fingerprint, setup
        case multiplexing, identificationExtension, candidate
    }

    init(sections: [Section], dropped: Int) {
        self.sections = sections
        self.dropped = dropped
    }

    /// Reads a whole text; lines end in CRLF or LF.
    package static func parse(_ text: [UInt8]) throws(SessionDescriptionError)
        -> SessionDescription
    {
        var parser = SessionDescriptionParser()
        return try parser.parse(text)
    }

    package static func parse(_ text: String) throws(SessionDescriptionError)
        -> SessionDescription
    {
        try parse(Array(text.utf8))
    }
}
