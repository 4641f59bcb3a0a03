package import Cryptography
import Storage

/// Sixteen random bytes that stand for something and say nothing of it.
package struct Pseudonym<Kind>: Hashable, Sendable {
    package static var byteCount: Int { 16 }

    private let high: UInt64
    private let low: UInt64

    package init(random: RandomBytes) {
        let bytes = random(Self.byteCount)
        high = bytes.bigEndian(at: 0)
        low = bytes.bigEndian(at: 8)
    }

    /// Nil unless there are 16 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(bytes.span, at: 0)
    }

    /// The sixteen bytes from `offset` on, which must be there.
    init(_ bytes: Span<UInt8>, at offset: Int) {
        high = bytes.bigEndian(at: offset)
        low = bytes.bigEndian(at: offset + 8)
    }

    /// Nil unless the text is 32 hexadecimal digits in lower case.
    package init?(hex: some StringProtocol) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    func append(to bytes: inout [UInt8]) {
        bytes.append(bigEndian: high)
        bytes.append(bigEndian: low)
    }

    package var hex: String { Hex.encode(bytes) }
}

extension Pseudonym: CustomStringConvertible {
    package var description: String { hex }
}

package enum StreamKind {}
package enum KeyKind {}

/// What an entry belongs to: a session, a case, a person, or the system itself.
///
/// All of a stream's entries are sealed with one key, and erased together.
package typealias StreamID = Pseudonym<StreamKind>

/// The name of a key in the key store.
package typealias KeyID = Pseudonym<KeyKind>
