/// Policies and templates, each with an id of its own, in the order they were written.
public struct PolicySet: Sendable {
    /// A text of policies and the name that errors call it by.
    public struct File: Sendable {
        public let name: String
        public let text: String

        public init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// The policies that decide, links of templates among them.
    public private(set) var policies: [Policy] = []
    /// The policies with a slot to fill, which decide nothing by themselves.
    public private(set) var templates: [Policy] = []
    private var byID: [Text: Policy] = [:]
    /// What an evaluator needs of each of ``policies``, by its place there.
    private(set) var rules: [Rule] = []
    private(set) var index = ScopeIndex()

    public init() {}

    /// The policies of one text.
    ///
    /// Errors call it by the name `file`. Ids are `policy0`, `policy1` and so on, or with
    /// `idsFromAnnotations` those of the `@id` annotations, which no policy may lack then.
    public static func parse(
        _ text: String,
        file: String,
        idsFromAnnotations: Bool = false
    ) throws(CedarError) -> PolicySet {
        try parse([File(name: file, text: text)], idsFromAnnotations: idsFromAnnotations)
    }

    /// The policies of several texts as one set; positional ids count on from text to text.
    public static func parse(
        _ files: [File],
        idsFromAnnotations: Bool = false
    ) throws(CedarError) -> PolicySet {
        var set = PolicySet()
        for file in files {
            let parsed = try PolicyParser.policies(
                file.text,
                file: file.name,
                idsFromAnnotations: idsFromAnnotations,
                firstNumber: set.byID.count
            )
            for policy in parsed { try set.add(policy) }
        }
        return set
    }

    /// These policies and those of another set.
    ///
    /// - Throws: ``CedarError/policyIDDoubled(id:file:position:first:)`` if both have one id.
    public func merging(_ other: PolicySet) throws(CedarError) -> PolicySet {
        var merged = self
        for policy in other.policies + other.templates { try merged.add(policy) }
        return merged
    }

    /// The policy or template of that id.
    public subscript(id: String) -> Policy? { byID[Text(id)] }

    /// The policies whose scope admits a request, in order; what their conditions say is not looked at.
    public func inScope(of request: Request, entities: Entities) -> [Policy] {
        let evaluator = Evaluator(request: request, entities: entities)
        var places: Set<Int> = []
        index.forEachPlace(for: request, in: entities) { place in
            if evaluator.isInScope(rules[place]) { places.insert(place) }
        }
        return places.sorted().map { policies[$0] }
    }

    /// Adds a template's policy for the given entities, under an id of its own.
    ///
    /// - Throws: ``CedarError/linkMalformed(sentence:)`` unless exactly the template's slots are filled.
    public mutating func link(
        template: String,
        as id: String,
        principal: EntityUID? = nil,
        resource: EntityUID? = nil
    ) throws(CedarError) {
        guard let template = self[template], template.isTemplate else {
            throw .linkMalformed(sentence: "There is no template `\(template)`.")
        }
        guard template.principal.hasSlot || principal == nil,
            template.resource.hasSlot || resource == nil
        else {
            throw .linkMalformed(
                sentence: "The template `\(template.id)` has no such slot as is filled."
            )
        }
        let policy = template.linked(as: id, principal: principal, resource: resource)
        guard !policy.isTemplate else {
            throw .linkMalformed(sentence: "A slot of the template `\(template.id)` is not filled.")
        }
        try add(policy)
    }

    /// Adds a policy, as a template if it is to decide nothing itself.
    mutating func add(_ policy: Policy, asTemplate: Bool? = nil) throws(CedarError) {
        if let first = byID.updateValue(policy, forKey: Text(policy.id)) {
            throw .policyIDDoubled(
                id: policy.id,
                file: policy.file,
                position: policy.position,
                first: first.position
            )
        }
        if asTemplate ?? policy.isTemplate {
            templates.append(policy)
        } else {
            index.add(policy, at: policies.count)
            policies.append(policy)
            rules.append(Rule(policy))
        }
    }
}
