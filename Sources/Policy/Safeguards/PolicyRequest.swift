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

    /// Why no policy may be asked; nil if the request is as the schema says, in a closed world.
    func problem(_ conformance: Conformance) -> String? {
        if let other = others.min(by: { $0.description < $1.description }) {
            return "The facts speak of \(other), which is not among them."
        }
        do throws(Conformance.Failure) {
            try conformance.check(request)
            return nil
        } catch {
            return error.description
        }
    }

    init(_ question: PolicyQuestion, in slice: PolicySlice) throws(CedarError) {
        let world = slice.world
        var context = world.context(for: question)
        if let by = question.by.flatMap(world.person(at:)) {
            context["by"] = .entity(PolicyWorld.person(by))
        }
        request = Request(
            principal: world.principal(of: question),
            action: EntityUID(type: "Action", id: question.action.rawValue),
            resource: world.session,
            context: context
        )
        let known = slice.known
        let missing = ClosedWorld.missing(from: known, for: request, mentionedBy: slice.own)
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
