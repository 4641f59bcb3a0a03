/// Why a session description is refused.
///
/// Sections count from 0.
package enum SessionDescriptionError: Error, Sendable, Hashable {
    case tooLong(limit: Int)
    case lineTooLong(limit: Int)
    case tooManySections(limit: Int)
    case noSections
    /// The first line is not `v=0`.
    case unknownVersion
    /// A carriage return, NUL or other control character where no line ends.
    case controlCharacter
    /// Not sound or picture over DTLS, or malformed.
    case unsupportedMedia(section: Int)
    case missingLine(SessionDescription.Line, section: Int)
    case repeatedLine(SessionDescription.Line, section: Int)
    /// A known line whose value is not one that can be read.
    case malformedLine(SessionDescription.Line, section: Int)
    /// Two sections have one `mid`.
    case repeatedIdentification(section: Int)
}
