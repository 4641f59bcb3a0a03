import Cedar
import Foundation
import JSON
import Testing

/// The working draft of the policies, which lies beside the repository, with the decisions and the
/// exact reasons its author expects.
@Suite struct `The draft of the policies` {
    @Test func `decides all its requests for the reasons it names`() throws {
        guard let draft = try Draft() else {
            Issue.record("There is no policies-draft beside the repository.", severity: .warning)
            return
        }
        #expect(draft.requests.count == 110)
        for request in draft.requests {
            let name = Comment(rawValue: request["name"]?.string ?? "")
            var entities = draft.entities
            for override in request["over"]?.array ?? [] {
                let parts = try #require(override.array)
                let type = try #require(parts[0].string.flatMap(EntityType.init))
                let uid = EntityUID(type: type, id: try #require(parts[1].string))
                let entity = try #require(entities[uid])
                let changed = try Entities.attributes(parts[2], of: type, schema: draft.schema)
                entities.setAttributes(entity.attributes.merging(changed), of: uid)
            }
            let response = Authorizer.authorize(
                try Request(json: request, schema: draft.schema),
                policies: draft.policies,
                entities: entities
            )
            #expect(response.decision.rawValue == request["decision"]?.string, name)
            let reasons = request["reason"]?.array?.compactMap(\.string) ?? []
            #expect(Set(response.reasons) == Set(reasons), name)
            #expect(response.errors.isEmpty, name)
        }
    }
}

private struct Draft {
    let policies: PolicySet
    let schema: Schema
    let entities: Entities
    let requests: [JSONValue]

    init?() throws {
        guard FileManager.default.fileExists(atPath: Draft.directory) else { return nil }
        func text(_ name: String) throws -> String {
            try String(contentsOfFile: "\(Draft.directory)/\(name)", encoding: .utf8)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: Draft.directory)
        let files = try names.filter { $0.hasSuffix(".cedar") }.sorted().map {
            PolicySet.File(name: $0, text: try text($0))
        }
        policies = try PolicySet.parse(files, idsFromAnnotations: true)
        schema = try Schema.parse(try text("schema.cedarschema"), file: "schema.cedarschema")
        entities = try Entities.parse(Array(try text("entities.json").utf8), schema: schema)
        let json = try JSONParser.parse(Array(try text("requests.json").utf8), limits: .file)
        requests = try #require(json.array)
    }

    private static let directory = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "../shared/policies-draft").standardized.path
}
