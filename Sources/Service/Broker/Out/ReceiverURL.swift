package import HTTPWire

/// Where a case system takes notices: https, a host, a port and a path, nothing that could mislead.
package struct ReceiverURL: Sendable {
    package let host: String
    package let port: UInt16
    package let path: HTTPTarget

    /// Nil for another scheme, a user's name, a fragment, or characters that a host does not have.
    package init?(_ text: String) {
        guard text.hasPrefix("https://") else { return nil }
        let rest = text.dropFirst(8)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard let path = HTTPTarget(end == rest.endIndex ? "/" : String(rest[end...])) else {
            return nil
        }
        let isSix = authority.hasPrefix("[")
        let close = isSix ? authority.firstIndex(of: "]") : nil
        guard !isSix || close != nil else { return nil }
        let afterHost = close.map { authority.index(after: $0) }
        let colon = afterHost ?? authority.firstIndex(of: ":") ?? authority.endIndex
        let name = isSix ? authority[..<colon].dropFirst().dropLast() : authority[..<colon]
        let allowed = isSix ? "0123456789abcdefABCDEF:." : Self.hostCharacters
        guard !name.isEmpty, name.utf8.allSatisfy(allowed.utf8.contains) else { return nil }
        if colon == authority.endIndex {
            port = 443
        } else {
            guard authority[colon] == ":",
                let port = UInt16(authority[authority.index(after: colon)...]), port > 0
            else { return nil }
            self.port = port
        }
        host = name.lowercased()
        self.path = path
    }

    private static let hostCharacters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-."
}
