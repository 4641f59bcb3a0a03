import Casework
import Cedar
import Sessions

/// The one function that turns a session's facts into a Cedar request and the entities it may look at.
///
/// The names are those of `Policies/schema.cedarschema`. The world is closed: every person mentioned
/// is among the entities.
struct PolicyRequest {
    let request: Request
    let entities: Entities

    init(_ question: PolicyQuestion, on facts: SessionFacts, schema: Schema) throws(CedarError) {
        let world = PolicyWorld(facts)
        var context = world.context(for: question)
        if let by = question.by.flatMap({ facts.state.plan.seats[$0]?.person }) {
            context["by"] = .entity(PolicyWorld.person(by))
        }
        request = Request(
            principal: question.subject.map(world.principal) ?? PolicyWorld.broker,
            action: EntityUID(type: "Action", id: question.action.rawValue),
            resource: world.session,
            context: context
        )
        entities = try Entities(world.entities, schema: schema)
    }
}

extension GuardedAction {
    /// Actions at a desk read other facts than those in a session.
    var isAtDesk: Bool {
        switch self {
        case .writeNote, .writeRecord, .signRecord, .viewLog, .viewRecord: true
        case .knock, .agree, .showFace, .admit, .startSession, .resume, .takeOver, .publishMedia,
            .remain, .continueSession, .drawTogether, .lookBack, .acceptSupervision, .privateWord,
            .debrief:
            false
        }
    }
}
