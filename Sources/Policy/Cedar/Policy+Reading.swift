/// Something a policy looks at: a variable, or an attribute reached from one.
public struct AttributePath: Sendable, Hashable, CustomStringConvertible {
    public let variable: Variable
    /// From the variable on; empty if the policy looks at the variable itself, at its tags, or at
    /// its place in the hierarchy.
    public let attributes: [String]

    public init(_ variable: Variable, _ attributes: [String] = []) {
        self.variable = variable
        self.attributes = attributes
    }

    /// Such as `context.room.present`.
    public var description: String {
        ([variable.rawValue] + attributes).joined(separator: ".")
    }

    public static func == (one: AttributePath, other: AttributePath) -> Bool {
        one.variable == other.variable
            && one.attributes.map(Text.init) == other.attributes.map(Text.init)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(variable)
        hasher.combine(attributes)
    }
}

extension Policy {
    /// Every path this policy's scope and conditions can read, at its longest.
    ///
    /// As long as nothing at these paths changes, nor on the way to them, the answer stays the same;
    /// entities that the policy itself names are left out. What a tag, a branch or a literal record
    /// yields counts as read where it comes from.
    public var paths: Set<AttributePath> {
        var paths: Set<AttributePath> = []
        if principal != .any { paths.insert(AttributePath(.principal)) }
        if action != .any { paths.insert(AttributePath(.action)) }
        if resource != .any { paths.insert(AttributePath(.resource)) }
        for condition in conditions { condition.expression.collect(&paths) }
        return paths
    }
}

extension Expression {
    fileprivate func collect(_ paths: inout Set<AttributePath>) {
        if let path = path {
            paths.insert(path)
            return
        }
        if case .has(let receiver, let names) = kind, let path = receiver.path {
            paths.insert(
                AttributePath(path.variable, path.attributes + names.map(\.string))
            )
            return
        }
        for child in children { child.collect(&paths) }
    }

    /// Of a variable, and of attributes hanging on one.
    private var path: AttributePath? {
        if case .variable(let variable) = kind { return AttributePath(variable) }
        guard case .attribute(let receiver, let name) = kind, let path = receiver.path else {
            return nil
        }
        return AttributePath(path.variable, path.attributes + [name.string])
    }

    var children: [Expression] {
        switch kind {
        case .literal, .variable: []
        case .not(let operand), .negate(let operand), .isEmpty(let operand),
            .attribute(let operand, _), .has(let operand, _), .like(let operand, _):
            [operand]
        case .and(let operands), .or(let operands), .product(let operands), .set(let operands),
            .call(_, let operands):
            operands
        case .sum(let terms): terms.map(\.value)
        case .binary(_, let left, let right): [left, right]
        case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
        case .isType(let operand, _, let group): [operand] + (group.map { [$0] } ?? [])
        case .record(let members): members.map(\.value)
        }
    }
}
