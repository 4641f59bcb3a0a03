/// Something known to be there: an attribute or a tag of what an expression yields.
///
/// `has` and `hasTag` make capabilities, for where they have answered true.
struct Capability: Hashable {
    private enum Name: Hashable {
        case attribute(Text)
        case tag(ExpressionShape)
    }

    private let owner: ExpressionShape
    private let name: Name

    init(attribute: Text, of owner: Expression) {
        self.owner = ExpressionShape(owner)
        name = .attribute(attribute)
    }

    init(tag: Expression, of owner: Expression) {
        self.owner = ExpressionShape(owner)
        name = .tag(ExpressionShape(tag))
    }
}
