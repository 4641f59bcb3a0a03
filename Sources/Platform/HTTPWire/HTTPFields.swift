/// The fields of a message, in order.
package struct HTTPFields: Sendable, Equatable {
    package private(set) var lines: [Line] = []

    package struct Line: Sendable, Equatable {
        package let name: HTTPFieldName
        package let value: String
    }

    package init() {}

    /// Lines whose value holds a control character are left out, as `add` does.
    package init(_ lines: KeyValuePairs<HTTPFieldName, String>) {
        for (name, value) in lines { add(name, value) }
    }

    /// The first value; fields that may come only once come only once from the parser.
    package subscript(name: HTTPFieldName) -> String? {
        lines.first { $0.name == name }?.value
    }

    package func values(_ name: HTTPFieldName) -> [String] {
        lines.compactMap { $0.name == name ? $0.value : nil }
    }

    /// Adds a line, unless the value holds a control character (CR and LF above all).
    ///
    /// - Returns: Whether it was added.
    @discardableResult
    package mutating func add(_ name: HTTPFieldName, _ value: String) -> Bool {
        guard value.utf8.allSatisfy(HTTPByte.isFieldContent) else { return false }
        lines.append(Line(name: name, value: value))
        return true
    }

    /// Adds those lines of `others` whose name is not here yet.
    package mutating func addMissing(_ others: HTTPFields) {
        let present = Set(lines.map(\.name))
        lines += others.lines.filter { !present.contains($0.name) }
    }

    /// Whether a comma-separated field names `token`, in whatever case (RFC 9110 section 5.6.1).
    package func lists(_ token: String, in name: HTTPFieldName) -> Bool {
        let wanted = Array(token.utf8.map(HTTPByte.lowercased))
        return elements(of: name).contains { $0.utf8.map(HTTPByte.lowercased) == wanted }
    }

    /// The elements of a comma-separated field, trimmed, the empty ones left out.
    package func elements(of name: HTTPFieldName) -> [String] {
        values(name).flatMap { value in
            value.utf8.split(separator: UInt8(ascii: ","))
                .map { String(decoding: Self.trimmed(Array($0)[...]), as: UTF8.self) }
                .filter { !$0.isEmpty }
        }
    }

    /// A cookie of the request (RFC 6265 section 5.4); nil when it is missing or there are two.
    package func cookie(_ name: String) -> String? {
        let found = values(.cookie).flatMap { $0.utf8.split(separator: UInt8(ascii: ";")) }
            .compactMap { pair -> String? in
                let pair = Self.trimmed(Array(pair)[...])
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                    pair[..<equals].elementsEqual(name.utf8)
                else { return nil }
                return String(decoding: pair[(equals + 1)...], as: UTF8.self)
            }
        return found.count == 1 ? found.first : nil
    }

    // MARK: Wire

    /// One line of the wire, without its CRLF (RFC 9112 section 5).
    mutating func parse(_ line: ArraySlice<UInt8>) throws(HTTPError) {
        guard lines.count < Self.limit else { throw .peerSentLongHead }
        guard let colon = line.firstIndex(of: HTTPByte.colon),
            let name = HTTPFieldName(bytes: line[..<colon])
        else { throw .peerSentMalformed("field name") }
        guard let value = String(validating: Self.trimmed(line[(colon + 1)...]), as: UTF8.self),
            value.utf8.allSatisfy(HTTPByte.isFieldContent)
        else { throw .peerSentMalformed("field value") }
        if HTTPFieldName.singletons.contains(name), self[name] != nil {
            throw .peerSentMalformed("repeated field")
        }
        lines.append(Line(name: name, value: value))
    }

    func append(to out: inout [UInt8]) {
        for line in lines {
            out.append(contentsOf: line.name.text.utf8)
            out.append(contentsOf: ": ".utf8)
            out.append(contentsOf: line.value.utf8)
            out.append(contentsOf: "\r\n".utf8)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == HTTPByte.space || byte == HTTPByte.tab }
        guard let last = bytes.lastIndex(where: { !isBlank($0) }) else { return [] }
        return bytes[...last].drop(while: isBlank)
    }

    /// Lines in one message.
    package static let limit = 64
}
