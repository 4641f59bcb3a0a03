/// Where a connection comes from: for rate limits only.
///
/// Personal data: never logged, never sent to anybody; its description says nothing.
package struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// What one subscriber holds: an IPv4 address, or an IPv6 network of 64 bits.
    package let text: String

    package init(text: String) { self.text = text }

    package var description: String { "peer" }
}
