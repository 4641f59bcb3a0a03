/// Which policies an action may concern, by their place in the set.
///
/// Scopes cannot err, so a policy whose scope names other actions may be left out unseen.
struct ActionIndex: Sendable {
    private var unconstrained: [Int] = []
    private var equal: [EntityUID: [Int]] = [:]
    private var within: [EntityUID: [Int]] = [:]

    mutating func add(_ constraint: ActionConstraint, at place: Int) {
        switch constraint {
        case .any: unconstrained.append(place)
        case .equal(let action): equal[action, default: []].append(place)
        case .within(let groups):
            for group in Set(groups) { within[group, default: []].append(place) }
        }
    }

    /// In ascending order, each once.
    func policies(for action: EntityUID, ancestors: Set<EntityUID>) -> [Int] {
        var places = unconstrained + equal[action, default: []] + within[action, default: []]
        for group in ancestors where group != action { places += within[group, default: []] }
        places.sort()
        var last: Int?
        places.removeAll { place in
            defer { last = place }
            return place == last
        }
        return places
    }
}
