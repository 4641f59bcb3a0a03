import Casework
import JSON
import Sessions

/// Takes an object's members by name and type; whatever it is not asked for is ignored.
struct MessageReader {
    private let object: JSONObject
    private let id: RequestID?

    init(_ object: JSONObject, id: RequestID? = nil) {
        self.object = object
        self.id = id
    }

    /// Reads a body or message: one JSON object within the limits of a message.
    init(_ bytes: [UInt8]) throws(SignallingError) {
        guard let value = try? JSONParser.parse(bytes, limits: .message), let object = value.object
        else { throw .malformedMessage(id: nil) }
        self.init(object)
    }

    var malformed: SignallingError { .malformedMessage(id: id) }

    /// A text of 1 to `limit` Unicode scalars.
    func text(_ name: String, limit: Int) throws(SignallingError) -> String {
        guard let text = object[name]?.string, !text.isEmpty, text.unicodeScalars.count <= limit
        else { throw malformed }
        return text
    }

    /// A text of at most `limit` Unicode scalars.
    func textOrNothing(_ name: String, limit: Int) throws(SignallingError) -> String {
        guard let text = object[name]?.string, text.unicodeScalars.count <= limit else {
            throw malformed
        }
        return text
    }

    /// Media descriptions: 1 byte to 60 KiB.
    func sessionDescription(_ name: String) throws(SignallingError) -> String {
        guard let text = object[name]?.string, (1...61_440).contains(text.utf8.count)
        else { throw malformed }
        return text
    }

    func seat(_ name: String) throws(SignallingError) -> SeatID {
        guard let seat = object[name]?.string.flatMap({ SeatID($0) }) else { throw malformed }
        return seat
    }

    func secret(_ name: String) throws(SignallingError) -> Secret {
        guard let secret = object[name]?.string.flatMap({ Secret($0) }) else { throw malformed }
        return secret
    }

    func portrait(_ name: String) throws(SignallingError) -> Portrait {
        guard let portrait = object[name]?.string.flatMap({ Portrait($0) }) else { throw malformed }
        return portrait
    }

    /// Nil if the member is absent or null.
    func optionalSecret(_ name: String) throws(SignallingError) -> Secret? {
        switch object[name] {
        case nil, .null?: nil
        case .some: try secret(name)
        }
    }

    func day(_ name: String) throws(SignallingError) -> CivilDate {
        guard let day = object[name]?.string.flatMap({ CivilDate($0) }) else { throw malformed }
        return day
    }

    /// A text of at most `limit` Unicode scalars; nil if the member is absent, null or empty.
    func optionalText(_ name: String, limit: Int) throws(SignallingError) -> String? {
        switch object[name] {
        case nil, .null?, .string("")?: nil
        case .some: try text(name, limit: limit)
        }
    }

    func flag(_ name: String) throws(SignallingError) -> Bool {
        guard let flag = object[name]?.bool else { throw malformed }
        return flag
    }

    /// Nil if the member is absent.
    func optionalFlag(_ name: String) throws(SignallingError) -> Bool? {
        object[name] == nil ? nil : try flag(name)
    }

    /// Whole numbers within `range`, and as many of them as `count` allows.
    func integers(_ name: String, in range: ClosedRange<Int64>, count: ClosedRange<Int>)
        throws(SignallingError) -> [Int64]
    {
        guard let elements = object[name]?.array, count.contains(elements.count) else {
            throw malformed
        }
        let integers = elements.compactMap(\.integer).filter(range.contains)
        guard integers.count == elements.count else { throw malformed }
        return integers
    }

    func count(_ name: String) throws(SignallingError) -> Int64 {
        guard let count = object[name]?.integer, count >= 0 else { throw malformed }
        return count
    }

    /// An object of numbers from 0, at most `limit` of them; empty if the member is absent.
    func counts(_ name: String, limit: Int) throws(SignallingError) -> [String: Int64] {
        guard let value = object[name] else { return [:] }
        guard let members = value.object?.members, members.count <= limit else { throw malformed }
        var counts: [String: Int64] = [:]
        for member in members {
            guard let count = member.value.integer, count >= 0 else { throw malformed }
            counts[member.name] = count
        }
        return counts
    }

    /// One of a closed set of words.
    func word<Word: RawRepresentable>(_ name: String) throws(SignallingError) -> Word
    where Word.RawValue == String {
        guard let word = object[name]?.string.flatMap({ Word(rawValue: $0) }) else {
            throw malformed
        }
        return word
    }

    /// A reason that a person may give; the server's own are not theirs to name.
    func personsReason<Reason: PersonsReason>() throws(SignallingError) -> Reason {
        let reason: Reason = try word("reason")
        guard reason.isAPersons else { throw malformed }
        return reason
    }

    /// At most `limit` objects.
    func objects(_ name: String, limit: Int) throws(SignallingError) -> [MessageReader] {
        guard let elements = object[name]?.array, elements.count <= limit else { throw malformed }
        var readers: [MessageReader] = []
        for element in elements {
            guard let object = element.object else { throw malformed }
            readers.append(MessageReader(object, id: id))
        }
        return readers
    }

    /// An object of texts: at most `limit` of them, each at most `length` Unicode scalars, in their order.
    func texts(_ name: String, limit: Int, length: Int) throws(SignallingError)
        -> [(name: String, text: String)]
    {
        guard let members = object[name]?.object?.members, members.count <= limit else {
            throw malformed
        }
        var texts: [(name: String, text: String)] = []
        for member in members {
            guard let text = member.value.string, text.unicodeScalars.count <= length,
                (1...64).contains(member.name.utf8.count)
            else { throw malformed }
            texts.append((member.name, text))
        }
        return texts
    }
}

extension JSONValue {
    /// An object of the members that are there, in this order.
    static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        var object = JSONObject()
        for (name, value) in members {
            if let value { object.insert(value, at: name) }
        }
        return .object(object)
    }

    static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
    static func flag(_ flag: Bool?) -> JSONValue? { flag.map { .bool($0) } }
    static func count(_ count: Int64?) -> JSONValue? { count.map { .integer($0) } }
    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
