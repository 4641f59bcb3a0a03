import Cedar
import Foundation
import Testing

@Suite struct `The house's own policies` {
    @Test func `are strictly valid, and none is idle`() throws {
        let schema = try Schema.parse(
            try House.text("schema.cedarschema"),
            file: "schema.cedarschema"
        )
        let verdict = Validator(schema: schema).validate(try House.policies())
        #expect(verdict.errors.map(\.description) == [])
        #expect(verdict.warnings.map(\.description) == [])
    }

    @Test func `are refused once what they read may be missing`() throws {
        let text = try House.text("schema.cedarschema")
        let schema = try Schema.parse(
            text.replacing("childrenPresent:", with: "childrenPresent?:"),
            file: "schema.cedarschema"
        )
        #expect(!Validator(schema: schema).validate(try House.policies()).isValid)
    }
}

private enum House {
    static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }

    static func policies() throws -> PolicySet {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        let files = try names.filter { $0.hasSuffix(".cedar") }.sorted().map {
            PolicySet.File(name: $0, text: try text($0))
        }
        return try PolicySet.parse(files, idsFromAnnotations: true)
    }

    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Policies")
}
