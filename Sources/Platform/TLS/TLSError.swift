internal import CSystem

/// Why a connection or context can't go on; blame is in the case.
///
/// Texts are OpenSSL's, oldest first.
package enum TLSError: Error, Equatable {
    /// close_notify: an orderly end.
    case closedByPeer
    case peerMisbehaved([String])
    case failed([String])

    /// Empties the thread's error queue, so that no later call is blamed for this one.
    static func drainQueue() -> [String] {
        var texts: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            texts.append(
                unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? ""
            )
        }
        return texts
    }
}
