import Cedar
import Testing

/// A request that every policy without a scope is asked.
let anyRequest = Request(
    principal: EntityUID(type: "User", id: "alice"),
    action: EntityUID(type: "Action", id: "view"),
    resource: EntityUID(type: "Photo", id: "flower")
)

/// A small world: alice is in friends, which is in people; bob is in nothing; ghost is not there.
func world() throws(CedarError) -> Entities {
    let friends = EntityUID(type: "Group", id: "friends")
    let people = EntityUID(type: "Group", id: "people")
    return try Entities([
        Entity(
            uid: anyRequest.principal,
            attributes: [
                "name": "Alice", "age": 30, "manager": .entity(EntityUID(type: "User", id: "bob")),
                "address": ["city": "Leeds"],
                "ghost": .entity(EntityUID(type: "User", id: "ghost")),
            ],
            parents: [friends],
            tags: ["team": "red"]
        ),
        Entity(uid: EntityUID(type: "User", id: "bob"), attributes: ["name": "Bob"]),
        Entity(uid: friends, parents: [people]),
        Entity(uid: people),
        Entity(uid: anyRequest.resource, attributes: ["owner": .entity(anyRequest.principal)]),
    ])
}

/// What one permit with this condition answers in that world.
func response(
    to condition: String,
    context: Value.Record = Value.Record()
) throws(CedarError) -> Response {
    var request = anyRequest
    request.context = context
    return Authorizer.authorize(
        request,
        policies: try PolicySet.parse(
            "permit(principal, action, resource) when { \(condition) };",
            file: "test.cedar"
        ),
        entities: try world()
    )
}

func decision(of condition: String) throws(CedarError) -> Response.Decision {
    try response(to: condition).decision
}

/// Why evaluating this condition fails; nil if it does not.
func failure(of condition: String) throws(CedarError) -> EvaluationError.Reason? {
    try response(to: condition).errors.first?.error.reason
}
