/// Members in the order they were written, each name once.
///
/// Names are the same only if their bytes are: Swift's own `String` equality takes "é" in one
/// scalar and in two for one.
package struct JSONObject: Sendable, Hashable {
    package struct Member: Sendable, Hashable {
        package let name: String
        package let value: JSONValue
    }

    package private(set) var members: [Member] = []

    package init() {}

    package subscript(name: String) -> JSONValue? {
        members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    package var names: [String] { members.map(\.name) }
    package var isEmpty: Bool { members.isEmpty }

    /// Adds a member; false, and no change, if the name is taken.
    @discardableResult
    package mutating func insert(_ value: JSONValue, at name: String) -> Bool {
        guard self[name] == nil else { return false }
        members.append(Member(name: name, value: value))
        return true
    }

    /// For the parser, which finds names written twice by itself, in one sorting.
    mutating func append(_ value: JSONValue, at name: String) {
        members.append(Member(name: name, value: value))
    }

    /// True if two members share a name.
    var hasDuplicates: Bool {
        guard members.count > 8 else {
            return members.indices.contains { index in
                members[..<index].contains { $0.name.utf8.elementsEqual(members[index].name.utf8) }
            }
        }
        return Set(members.map { Array($0.name.utf8) }).count < members.count
    }
}
