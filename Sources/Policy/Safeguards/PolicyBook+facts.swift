package import Cedar

/// What a verdict rests on, for those who have to explain it.
extension PolicyBook {
    /// The facts that the policies behind a verdict read.
    ///
    /// Where no policy allows what is asked, those that might have are behind it.
    package func paths(
        behind verdict: Verdict,
        of question: PolicyQuestion,
        on facts: SessionFacts
    ) -> [AttributePath] {
        guard let request = try? PolicyRequest(question, in: PolicySlice(facts, fixed: fixed))
        else {
            return []
        }
        let determining = verdict.policies.compactMap { policies[$0.id] }
        let read =
            determining.isEmpty
            ? policies.inScope(of: request.request, entities: request.entities)
                .filter { $0.effect == .permit }
            : determining
        return Set(read.flatMap(\.paths)).filter { !$0.attributes.isEmpty }
            .sorted { $0.description < $1.description }
    }

    /// What these facts are; nil for one that there is none of.
    package func values(
        at paths: [AttributePath],
        of question: PolicyQuestion,
        on facts: SessionFacts
    ) -> [Value?] {
        guard let request = try? PolicyRequest(question, in: PolicySlice(facts, fixed: fixed))
        else {
            return paths.map { _ in nil }
        }
        return paths.map(request.value)
    }

    /// Where a policy stands, such as `20-safeguards.cedar:41`.
    package func place(of id: String) -> String? {
        policies[id].map { policy in
            let name = policy.file.split(separator: "/").last.map(String.init) ?? policy.file
            return "\(name):\(policy.position.line)"
        }
    }
}

extension PolicyRequest {
    func value(at path: AttributePath) -> Value? {
        var value: Value? =
            switch path.variable {
            case .principal: .entity(request.principal)
            case .action: .entity(request.action)
            case .resource: .entity(request.resource)
            case .context: .record(request.context)
            }
        for name in path.attributes {
            switch value {
            case .entity(let uid): value = entities[uid]?.attributes[name]
            case .record(let record): value = record[name]
            case .bool, .long, .string, .set, .decimal, .ipAddress, .datetime, .duration, nil:
                return nil
            }
        }
        return value
    }
}
