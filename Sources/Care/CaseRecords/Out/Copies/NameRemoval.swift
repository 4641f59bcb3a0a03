package import Casework

/// Takes the names of certain people out of a text, and leaves a mark where each stood.
///
/// It finds every word of a name, in any case, beside punctuation and in the possessive. Names that the
/// caseload does not know it cannot find: a person has to read what is given out.
package struct NameRemoval: Sendable {
    private let marks: [String: String]

    /// `keeping` are those whose names stay, also where somebody else has the same one.
    package init(_ people: [Person], keeping: [Person]) {
        let kept = Set(keeping.flatMap(Self.words))
        var marks: [String: String] = [:]
        for person in people {
            for word in Self.words(of: person) where !kept.contains(word) {
                marks[word] = person.mark
            }
        }
        self.marks = marks
    }

    /// The text without the names, and how often a mark stands in it.
    package func callAsFunction(_ text: String) -> (text: String, removed: Int) {
        var result = ""
        var removed = 0
        // Behind a mark: what stood between it and the next word.
        var gap: String?
        var lastMark = ""
        for part in Self.parts(of: text) {
            guard part.isWord else {
                if gap != nil { gap?.append(part.text) } else { result += part.text }
                continue
            }
            let mark = marks[Self.folded(part.text)]
            if let between = gap {
                gap = nil
                // First name and family name are one mark.
                if let mark, mark == lastMark, between == " " {
                    gap = ""
                    continue
                }
                result += between
            }
            guard let mark else {
                result += part.text
                continue
            }
            result += mark
            removed += 1
            lastMark = mark
            gap = ""
        }
        return (result + (gap ?? ""), removed)
    }

    private static func words(of person: Person) -> [String] {
        parts(of: "\(person.legalName) \(person.shownName)").filter(\.isWord)
            .map { folded($0.text) }.filter { $0.unicodeScalars.count > 1 }
    }

    private static func folded(_ word: String) -> String {
        String(
            String.UnicodeScalarView(word.lowercased().unicodeScalars.filter { !$0.isInvisible })
        )
    }

    /// Runs of letters, with what joins invisibly, and what stands between them.
    private static func parts(of text: String) -> [(text: String, isWord: Bool)] {
        var parts: [(text: String, isWord: Bool)] = []
        for scalar in text.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic || scalar.isMark
            let last = parts.indices.last
            let joins = scalar.isInvisible && last.map { parts[$0].isWord } == true
            let isWord = isLetter || joins
            if let last, parts[last].isWord == isWord {
                parts[last].text.unicodeScalars.append(scalar)
            } else {
                parts.append((String(Character(scalar)), isWord))
            }
        }
        return parts
    }
}

extension Person {
    /// What stands where their name stood.
    var mark: String {
        switch standing {
        case .carer: "[carer]"
        case .familyMember: "[another family member]"
        case .child: "[a child]"
        case .interpreter: "[interpreter]"
        case .staff: "[worker]"
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
    }

    /// Soft hyphens, joiners: they hide in a name without being seen.
    fileprivate var isInvisible: Bool { properties.generalCategory == .format }
}
