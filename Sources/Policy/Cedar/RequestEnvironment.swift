/// One kind of request that a schema allows: an action, and types of what it is about.
struct RequestEnvironment: Sendable {
    let principal: EntityType
    let action: EntityUID
    let resource: EntityType
    let context: [Text: SchemaAttribute]
}

extension Schema {
    /// Every kind of request there is, in order of the actions' names.
    var environments: [RequestEnvironment] {
        let declarations = actions.values.sorted {
            $0.entity.uid.description < $1.entity.uid.description
        }
        return declarations.flatMap { declaration in
            guard let appliesTo = declaration.appliesTo else { return [RequestEnvironment]() }
            return appliesTo.principals.flatMap { principal in
                appliesTo.resources.map { resource in
                    RequestEnvironment(
                        principal: principal,
                        action: declaration.entity.uid,
                        resource: resource,
                        context: appliesTo.context
                    )
                }
            }
        }
    }
}
