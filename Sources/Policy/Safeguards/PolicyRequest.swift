import Casework
import Cedar
import Sessions

/// The one function that turns a session's facts into a Cedar request and the entities it may look at.
///
/// The names are those of `Policies/schema.cedarschema`. A person is a bare key, so whoever is mentioned
/// is among the entities; anything else that is mentioned and not there is somebody's mistake.
struct PolicyRequest {
    let request: Request
    let entities: Entities
    /// What is mentioned and not among the entities.
    private let others: Set<EntityUID>
    /// The entities that are this session's own.
    private let own: [Entity]

    /// Why no policy may be asked; nil if request and entities are as the schema says, in a closed world.
    func problem(_ conformance: Conformance) -> String? {
        if let other = others.min(by: { $0.description < $1.description }) {
            return "The facts speak of \(other), which is not among them."
        }
        do throws(Conformance.Failure) {
            try conformance.check(request)
            for entity in own { try conformance.check(entity) }
            return nil
        } catch {
            return error.description
        }
    }

    /// `fixed` are the entities that are the same in every session, actions among them.
    init(
        _ question: PolicyQuestion,
        on facts: SessionFacts,
        fixed: Entities
    ) throws(CedarError) {
        let world = PolicyWorld(facts)
        var context = world.context(for: question)
        if let by = question.by.flatMap({ facts.state.plan.seats[$0]?.person }) {
            context["by"] = .entity(PolicyWorld.person(by))
        }
        request = Request(
            principal: world.principal(of: question),
            action: EntityUID(type: "Action", id: question.action.rawValue),
            resource: world.session,
            context: context
        )
        own = world.entities
        let known = try fixed.adding(own)
        let missing = ClosedWorld.missing(from: known, for: request, mentionedBy: own)
        let strangers = missing.filter { $0.type == PolicyWorld.personType }
        others = missing.subtracting(strangers)
        entities = strangers.isEmpty ? known : try known.adding(strangers.map { Entity(uid: $0) })
    }
}

extension GuardedAction {
    /// Actions at a desk read other facts than those in a session.
    var isAtDesk: Bool {
        switch self {
        case .writeNote, .writeRecord, .signRecord, .viewLog, .viewRecord, .viewOwnRecord,
            .countersign, .addAddendum, .signOff, .exportRecord, .breakGlass:
            true
        case .knock, .agree, .showFace, .admit, .startSession, .resume, .takeOver, .publishMedia,
            .remain, .continueSession, .drawTogether, .lookBack, .acceptSupervision, .privateWord,
            .debrief, .shareAgenda, .breakWithChild, .debriefAloud, .schedule,
            .invite:
            false
        }
    }
}
