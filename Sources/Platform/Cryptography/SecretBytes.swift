internal import CSystem
internal import Synchronization

/// A key or seed that is wiped from memory when its last owner lets go of it.
///
/// It never gives its array away, so no copy stays behind that it does not know of; `init(_:)`
/// copies, and the caller's own array is the caller's to forget.
package final class SecretBytes: Sendable {
    package let count: Int
    private let storage: Mutex<[UInt8]>

    package init(_ bytes: [UInt8]) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        copy.append(contentsOf: bytes)
        count = copy.count
        storage = Mutex(copy)
    }

    deinit {
        storage.withLock { bytes in
            unsafe bytes.withUnsafeMutableBytes {
                unsafe OPENSSL_cleanse($0.baseAddress, $0.count)
            }
        }
    }

    /// Lends the bytes; `body` must not keep them.
    func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        storage.withLock { bytes in unsafe bytes.withUnsafeBytes { unsafe body($0) } }
    }
}
