import Cedar
import Foundation
import Synchronization
import Testing

/// Nesting must end in a sentence, on a small stack too.
@Suite struct `Deep nesting` {
    @Test(arguments: DeepText.allCases)
    func `is refused in a sentence`(_ kind: DeepText) {
        let text = kind.text(depth: 5000)
        #expect(throws: CedarError.self) { try PolicySet.parse(text, file: "deep") }
    }

    @Test(arguments: DeepText.allCases)
    func `as deep as allowed needs a small stack only`(_ kind: DeepText) throws {
        let text = kind.text(depth: kind.allowed)
        let outcome = onSmallStack { () -> Response.Decision? in
            guard let policies = try? PolicySet.parse(text, file: "deep") else { return nil }
            return Authorizer.authorize(anyRequest, policies: policies, entities: Entities())
                .decision
        }
        #expect(outcome != nil)
        #expect(throws: CedarError.self) {
            try PolicySet.parse(kind.text(depth: kind.allowed + 2), file: "deep")
        }
    }

    @Test func `long chains are validated without depth`() throws {
        let validator = Validator(schema: try Schema.parse(DeepText.schema, file: "s"))
        for (part, joint) in [
            ("principal has a", " && "), ("principal has a", " || "), ("true", " && "),
            ("principal.hasTag(\"t\")", " && "),
        ] {
            let text = Array(repeating: part, count: 10_000).joined(separator: joint)
            let policies = try PolicySet.parse(
                "permit(principal, action, resource) when { \(text) };",
                file: "chain"
            )
            #expect(validator.validate(policies).isValid)
        }
    }

    @Test func `long chains of one operator are not deep`() throws {
        for joint in [" && ", " || "] {
            let text = Array(repeating: "true", count: 20_000).joined(separator: joint)
            #expect(try decision(of: text) == .allow)
        }
        let sum = Array(repeating: "1", count: 20_000).joined(separator: " + ")
        #expect(try decision(of: "\(sum) == 20000") == .allow)
    }
}

/// Texts that nest in every way the grammar has.
enum DeepText: CaseIterable, Sendable {
    case parentheses, sets, records, branches, conditions, negations, attributes, methods
    case arguments, types, chainsInParentheses, questions

    func text(depth: Int) -> String {
        func nested(_ open: String, _ core: String, _ close: String) -> String {
            String(repeating: open, count: depth) + core + String(repeating: close, count: depth)
        }
        let expression =
            switch self {
            case .parentheses: nested("(", "true", ")")
            case .sets: nested("[", "principal", "]") + " == [1]"
            case .records: nested("{a: ", "principal", "}") + " == {}"
            case .branches: nested("if true then true else ", "true", "")
            case .conditions: nested("if ", "true", " then true else true")
            case .negations: nested("!(", "true", ")")
            case .attributes: nested("", "context", ".a") + " == 1"
            case .methods: nested("", "[principal]", ".isEmpty()")
            case .arguments: nested("[].contains(", "principal", ")")
            case .types: nested("(", "principal", " is User)")
            case .chainsInParentheses: nested("(", "context", ".a.b.c.d)") + " == 1"
            case .questions: "context has a" + nested("", "", ".a")
            }
        return "permit(principal, action, resource) when { \(expression) };"
    }

    /// How many levels still parse.
    var allowed: Int {
        switch self {
        case .parentheses, .conditions, .branches, .types: 199
        case .sets, .records, .attributes, .arguments: 198
        case .methods: 198
        case .negations: 199
        case .chainsInParentheses: 49
        case .questions: 198
        }
    }

    /// In which every policy of such chains is valid.
    static let schema = """
        entity User { a?: User } tags String;
        entity Photo;
        action view appliesTo { principal: User, resource: Photo, context: {} };
        """
}

/// What `body` returns on a thread with the least stack a thread of ours should have; without
/// optimization, frames are four times as large.
private func onSmallStack<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result?
) -> Result? {
    let outcome = Mutex<Result?>(nil)
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let result = body()
        outcome.withLock { $0 = result }
        done.signal()
    }
    #if DEBUG
        thread.stackSize = 2 << 20
    #else
        thread.stackSize = 512 << 10
    #endif
    thread.start()
    done.wait()
    return outcome.withLock { $0 }
}
