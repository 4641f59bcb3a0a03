/// What is to be decided: whether a principal may take an action on a resource, in a context.
public struct Request: Sendable, Hashable {
    public var principal: EntityUID
    public var action: EntityUID
    public var resource: EntityUID
    public var context: Value.Record

    public init(
        principal: EntityUID,
        action: EntityUID,
        resource: EntityUID,
        context: Value.Record = Value.Record()
    ) {
        self.principal = principal
        self.action = action
        self.resource = resource
        self.context = context
    }
}
