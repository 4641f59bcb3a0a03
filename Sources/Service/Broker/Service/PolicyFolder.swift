package import Cedar
import Foundation
package import Safeguards

/// `Policies/` on the disk: what an authority edits.
package enum PolicyFolder {
    /// Why the policies can't be used; nothing starts without them.
    package enum Failure: Error, CustomStringConvertible {
        case unreadable(String)
        case empty(String)
        case wrong(CedarError)

        package var description: String {
            switch self {
            case .unreadable(let path): "Cannot read \(path)."
            case .empty(let path): "There is no .cedar file in \(path)."
            case .wrong(let error): error.description
            }
        }
    }

    /// The policies of a folder, ready to be asked.
    package static func book(at path: String) throws(Failure) -> PolicyBook {
        let (policies, schema) = try files(at: path)
        do throws(CedarError) {
            return try PolicyBook(policies: policies, schema: schema)
        } catch {
            throw .wrong(error)
        }
    }

    /// All `.cedar` files in order of their names, and `schema.cedarschema`.
    static func files(at path: String) throws(Failure) -> (
        policies: [PolicySet.File], schema: PolicySet.File
    ) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw .unreadable(path)
        }
        var files: [PolicySet.File] = []
        for name in names.sorted() where name.hasSuffix(".cedar") {
            files.append(try file(name, in: path))
        }
        guard !files.isEmpty else { throw .empty(path) }
        return (files, try file("schema.cedarschema", in: path))
    }

    private static func file(_ name: String, in path: String) throws(Failure) -> PolicySet.File {
        let whole = path + "/" + name
        guard let text = try? String(contentsOfFile: whole, encoding: .utf8) else {
            throw .unreadable(whole)
        }
        return PolicySet.File(name: whole, text: text)
    }
}
