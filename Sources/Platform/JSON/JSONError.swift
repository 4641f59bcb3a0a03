/// Why a text is not JSON that this program reads.
///
/// Offsets count bytes from 0.
package enum JSONError: Error, Equatable, Sendable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int, offset: Int)
    case duplicateName(String, offset: Int)
    case unexpectedByte(offset: Int)
    case unexpectedEnd
    case trailingBytes(offset: Int)
    case malformedNumber(offset: Int)
    /// Not UTF-8, a control character, an unknown escape, or half a surrogate pair.
    case malformedString(offset: Int)
}
