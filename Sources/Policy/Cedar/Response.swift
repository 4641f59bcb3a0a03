/// The answer to a request, and why.
public struct Response: Sendable, Equatable {
    public enum Decision: String, Sendable { case allow, deny }

    /// A policy that was skipped because it erred.
    public struct Failure: Sendable, Equatable {
        public let policyID: String
        public let error: EvaluationError
    }

    public let decision: Decision
    /// The ids of the satisfied policies of the deciding effect, in the policies' order; none if
    /// nothing permits and nothing forbids.
    public let reasons: [String]
    /// The policies that erred, in the policies' order, whatever their effect.
    public let errors: [Failure]
}
