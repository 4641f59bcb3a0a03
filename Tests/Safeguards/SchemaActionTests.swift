import Safeguards
import Testing

/// What the policies may speak of is what the program asks, and nothing else.
@Suite struct `The schema's actions` {
    @Test func `are those that the program asks, each of them`() throws {
        let schema = try PolicyFiles.text("schema.cedarschema")
        let declared = schema.split(separator: "\n").filter { $0.hasPrefix("action ") }
            .compactMap { $0.dropFirst("action ".count).split(separator: " appliesTo").first }
            .flatMap { $0.split(separator: ", ").map(String.init) }
        #expect(declared.sorted() == GuardedAction.allCases.map(\.rawValue).sorted())
        #expect(Set(declared).isDisjoint(with: ["recordSession", "continueRecording"]))
    }
}
