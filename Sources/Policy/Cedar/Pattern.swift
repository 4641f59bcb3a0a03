/// The right side of `like`.
///
/// Texts are compared as bytes: a scalar's encoding never begins inside another's, so this finds the
/// same as comparing scalars.
struct Pattern: Sendable, Hashable {
    enum Element: Sendable, Hashable {
        case byte(UInt8)
        case wildcard
    }

    private(set) var elements: [Element] = []

    mutating func append(_ scalar: Unicode.Scalar) {
        elements.append(contentsOf: String(scalar).utf8.map(Element.byte))
    }

    mutating func appendWildcard() {
        elements.append(.wildcard)
    }

    /// True if the whole text fits.
    ///
    /// Takes time proportional to the product of both lengths at worst: a mismatch goes back to
    /// the last wildcard only.
    func matches(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var element = 0
        var byte = 0
        var resume: (element: Int, byte: Int)?
        while byte < bytes.count {
            if element < elements.count, elements[element] == .wildcard {
                element += 1
                resume = (element, byte)
            } else if element < elements.count, elements[element] == .byte(bytes[byte]) {
                element += 1
                byte += 1
            } else if let last = resume {
                element = last.element
                byte = last.byte + 1
                resume = (element, byte)
            } else {
                return false
            }
        }
        return elements[element...].allSatisfy { $0 == .wildcard }
    }
}
