/// What is wrong with a text handed to this library, and whose text it is.
public indirect enum CedarError: Error, Sendable, Equatable {
    /// The policy text is not Cedar.
    case policyMalformed(file: String, position: Position, sentence: String)
    /// Two policies have one id.
    case policyIDDoubled(id: String, file: String, position: Position, first: Position)
    /// The policies are not in Cedar's JSON policy format.
    case policyJSONMalformed(sentence: String)
    /// A link names a template that is not there, or leaves one of its slots empty.
    case linkMalformed(sentence: String)
    /// The schema text is not Cedar, or speaks of something it does not declare.
    case schemaMalformed(file: String, position: Position, sentence: String)
    /// The entities are not in Cedar's JSON format, or their hierarchy runs in a circle.
    case entitiesMalformed(sentence: String)
    /// The request is not in Cedar's JSON format.
    case requestMalformed(sentence: String)
}

extension CedarError: CustomStringConvertible {
    /// One line: `file:line:column: sentence`, or the sentence alone where there is no text.
    public var description: String {
        switch self {
        case .policyMalformed(let file, let position, let sentence),
            .schemaMalformed(let file, let position, let sentence):
            "\(file):\(position): \(sentence)"
        case .policyIDDoubled(let id, let file, let position, let first):
            "\(file):\(position): The policy id `\(id)` is already taken by the policy at \(first)."
        case .linkMalformed(let sentence), .entitiesMalformed(let sentence),
            .requestMalformed(let sentence), .policyJSONMalformed(let sentence):
            sentence
        }
    }
}
