/// What is looked for in words that somebody typed.
extension String {
    /// True without anything that can be read: white space and invisible characters are nothing.
    var isBlank: Bool {
        unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator,
                .unassigned, .surrogate, .privateUse:
                true
            case _: false
            }
        }
    }

    /// True for "none", "no", "nothing", with or without a full stop.
    var isNone: Bool { ["none", "no", "nothing"].contains(bareWords.joined(separator: " ")) }

    /// True for "not asked" without a reason.
    var isBareNotAsked: Bool {
        let words = bareWords
        return words.starts(with: ["not", "asked"])
            && (words.count < 4 || words[2] != "because")
    }

    /// True if something in it has the form of a postcode of the United Kingdom ("AB1 2CD"; BS 7666).
    package var holdsPostcode: Bool {
        let words = utf8.split { !$0.isAlphanumeric }
        return words.indices.contains { index in
            let word = Array(words[index])
            if word.count >= 5, Self.isOutward(word.dropLast(3)), Self.isInward(word.suffix(3)) {
                return true
            }
            guard index + 1 < words.count else { return false }
            return Self.isOutward(word[...]) && Self.isInward(Array(words[index + 1])[...])
        }
    }

    /// True if a part of `legalName` that is not shown is in here, as a whole word written with its
    /// capitals: "Green", never "green".
    func holdsName(_ legalName: String, shownAs shown: String) -> Bool {
        let hidden = Set(legalName.words).subtracting(shown.words)
        return !hidden.isDisjoint(with: words)
    }

    private var words: [String] { split { !($0.isLetter || $0.isNumber) }.map(String.init) }

    private var bareWords: [String] { lowercased().words }

    /// One or two letters, a digit, and perhaps a letter or a digit.
    private static func isOutward(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard (2...4).contains(bytes.count) else { return false }
        let rest = bytes.drop { $0.isLetter }
        let letters = bytes.count - rest.count
        guard (1...2).contains(letters), let first = rest.first, first.isDigit else { return false }
        return rest.count <= 2
    }

    /// A digit and two letters; "2nd" and the like in small letters are something else.
    private static func isInward(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count == 3, let first = bytes.first, first.isDigit else { return false }
        let letters = bytes.dropFirst()
        return letters.allSatisfy(\.isLetter)
            && !["st", "nd", "rd", "th"].contains { letters.elementsEqual($0.utf8) }
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
    fileprivate var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }

    /// Bytes of other scripts count as parts of words, so that no postcode is cut out of one.
    fileprivate var isAlphanumeric: Bool { isDigit || isLetter || self >= 0x80 }
}
