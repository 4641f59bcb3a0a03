extension Expression {
    /// A node over others; nil if the tree would get too high.
    ///
    /// A node that stands for several, one over the other, counts as so many levels. Sets, records and
    /// constructors whose parts are all known come to a value at once. Of a constructor that cannot read
    /// its argument the call stays: Cedar lets such a policy parse, to err when evaluated.
    static func folding(
        _ kind: Kind,
        _ position: Position,
        over children: [Expression],
        levels: Int = 1
    ) -> Expression? {
        let height = levels + (children.map(\.height).max() ?? 0)
        guard height <= heightLimit else { return nil }
        guard let value = value(of: kind) else {
            return Expression(kind: kind, position: position, height: height)
        }
        return Expression(
            kind: .literal(value),
            written: kind,
            position: position,
            height: height
        )
    }

    /// What it comes to whatever is asked, if it was not written as a value.
    private static func value(of kind: Kind) -> Value? {
        switch kind {
        case .set(let elements):
            guard let values = values(of: elements) else { return nil }
            return .set(Set(values))
        case .record(let members):
            guard let values = values(of: members.map(\.value)) else { return nil }
            return .record(Value.Record(zip(members.map(\.name.string), values)))
        case .call(let function, let arguments):
            guard function.isConstructor, let values = values(of: arguments) else { return nil }
            return try? function(values)
        case .literal, .variable, .not, .negate, .and, .or, .sum, .product, .binary, .isEmpty,
            .conditional, .attribute, .has, .like, .isType:
            return nil
        }
    }

    /// Nil unless all of them are known.
    private static func values(of expressions: [Expression]) -> [Value]? {
        var values: [Value] = []
        for expression in expressions {
            guard case .literal(let value) = expression.kind else { return nil }
            values.append(value)
        }
        return values
    }
}
