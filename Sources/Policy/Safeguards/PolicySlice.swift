import Cedar

/// The entities of one moment's facts, which every question about that moment may look at.
///
/// The same for all of them, and most of the work of a question: built and checked once, then asked many times.
struct PolicySlice {
    let world: PolicyWorld
    /// The entities that are this session's own.
    let own: [Entity]
    /// These, and those that are the same in every session, actions among them.
    let known: Entities

    /// `fixed` are the entities that are the same in every session.
    init(_ facts: SessionFacts, fixed: Entities) throws(CedarError) {
        world = PolicyWorld(facts)
        own = world.entities
        known = try fixed.adding(own)
    }

    /// What of the session's own entities is not as the schema says; nil if all is.
    func problem(_ conformance: Conformance) -> String? {
        do throws(Conformance.Failure) {
            for entity in own { try conformance.check(entity) }
            return nil
        } catch {
            return error.description
        }
    }
}
