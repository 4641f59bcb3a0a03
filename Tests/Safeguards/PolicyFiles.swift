import Cedar
import Foundation
import JSON
import Safeguards

/// The policies as they stand in the repository, for tests.
enum PolicyFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// The book, without the policy of that id.
    static func book(without id: String? = nil) throws -> PolicyBook {
        let names = ["10-permits.cedar", "20-safeguards.cedar"]
        let files = try names.map { name in
            PolicySet.File(name: name, text: try removing(id, from: text(name)))
        }
        let schema = "schema.cedarschema"
        return try PolicyBook(
            policies: files,
            schema: PolicySet.File(name: schema, text: try text(schema)),
            limits: try limits()
        )
    }

    static func limits() throws -> PolicyLimits {
        let json = try JSONParser.parse(Array(try text("limits.json").utf8))
        return try PolicyLimits(
            (json.object?.members ?? []).map { ($0.name, $0.value.string ?? "") }
        )
    }

    private static func removing(_ id: String?, from text: String) -> String {
        guard let id, let start = text.range(of: "@id(\"\(id)\")")?.lowerBound else { return text }
        let rest = text[start...].dropFirst()
        let end = rest.range(of: "@id(")?.lowerBound ?? text.endIndex
        return String(text[..<start] + text[end...])
    }
}
