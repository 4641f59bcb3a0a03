extension Value {
    /// Attributes and their values, without order.
    public struct Record: Sendable, Hashable {
        private(set) var attributes: [Text: Value] = [:]

        public init() {}

        /// Of two attributes with one name, the last stays.
        public init(_ attributes: some Sequence<(String, Value)>) {
            for (name, value) in attributes { self.attributes[Text(name)] = value }
        }

        /// The attribute of that name.
        public subscript(name: String) -> Value? {
            get { attributes[Text(name)] }
            set { attributes[Text(name)] = newValue }
        }

        subscript(name: Text) -> Value? {
            get { attributes[name] }
            set { attributes[name] = newValue }
        }

        public var names: [String] { attributes.keys.map(\.string) }
        public var isEmpty: Bool { attributes.isEmpty }

        /// This record, with those of `other` in place of attributes of the same name.
        public func merging(_ other: Record) -> Record {
            var merged = self
            merged.attributes.merge(other.attributes) { _, new in new }
            return merged
        }
    }
}

extension Value.Record: ExpressibleByDictionaryLiteral, CustomStringConvertible {
    /// A literal that names an attribute twice keeps the last.
    public init(dictionaryLiteral elements: (String, Value)...) { self.init(elements) }

    public var description: String {
        let members = attributes.map { "\(StringLiteral.quoted($0.key.string)): \($0.value)" }
        return "{\(members.sorted().joined(separator: ", "))}"
    }
}
