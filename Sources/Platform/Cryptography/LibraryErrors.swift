internal import CSystem

/// Empties the thread's error queue, so that no later call is blamed for this one.
func drainErrorQueue() -> CryptographyError {
    var texts: [String] = []
    while case let code = ERR_get_error(), code != 0 {
        texts.append(unsafe ERR_reason_error_string(code).map { unsafe String(cString: $0) } ?? "")
    }
    return .libraryFailed(texts)
}
