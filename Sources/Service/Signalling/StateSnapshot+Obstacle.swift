import JSON

extension StateSnapshot {
    /// What keeps somebody in the waiting room for now, by the policies.
    package struct Obstacle: Equatable, Sendable {
        /// Shown names of those who come in first and are not in yet.
        package var waitsFor: [String]
        /// The policies' sentences.
        package var reasons: [String]

        package init(waitsFor: [String], reasons: [String]) {
            self.waitsFor = waitsFor
            self.reasons = reasons
        }

        var json: JSONValue {
            .members(["waitsFor": .texts(waitsFor), "reasons": .texts(reasons)])
        }
    }
}
