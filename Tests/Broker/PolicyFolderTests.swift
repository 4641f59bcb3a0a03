import Broker
import Foundation
import Testing
import Safeguards

@Suite struct `The policies on the disk` {
    private func folder(_ change: (URL) throws -> Void) throws -> String {
        let source = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
        let copy = FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-policies-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: source, to: copy)
        try change(copy)
        return copy.path
    }

    @Test func `are read as they stand in the repository`() throws {
        #expect(try PolicyFolder.book(at: folder { _ in }).count == 83)
    }

    @Test func `that do not parse stop the start, with file, line, column and a sentence`() throws {
        let path = try folder {
            try "permit (principal, action, resource)\nwhen { true && };\n"
                .write(to: $0.appending(path: "30-local.cedar"), atomically: true, encoding: .utf8)
        }
        let error = #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        let text = try #require(error).description
        #expect(text.hasPrefix("\(path)/30-local.cedar:2:16: "), "\(text)")
        #expect(text.hasSuffix("."))
    }

    @Test func `that allow what none may allow stop the start, and it says what that is`() throws {
        let path = try folder {
            let file = $0.appending(path: "20-safeguards.cedar")
            let text = try String(contentsOf: file, encoding: .utf8)
            try text.replacingOccurrences(of: "duration(\"4s\")", with: "duration(\"40s\")")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        let error = #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        let text = try #require(error).description
        #expect(
            text.hasPrefix("The policies allow what none may allow: going on when no "),
            "\(text)"
        )
    }

    @Test func `without an id or a reason stop the start`() throws {
        for text in [
            "@reason(\"Because.\") permit (principal, action, resource);",
            "@id(\"local\") permit (principal, action, resource);",
        ] {
            let path = try folder {
                try text.write(
                    to: $0.appending(path: "30-local.cedar"),
                    atomically: true,
                    encoding: .utf8
                )
            }
            #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
        }
    }

    @Test func `that are missing stop the start`() throws {
        #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: "/nowhere") }
        let path = try folder {
            try FileManager.default.removeItem(at: $0.appending(path: "schema.cedarschema"))
        }
        #expect(throws: PolicyFolder.Failure.self) { try PolicyFolder.book(at: path) }
    }
}
