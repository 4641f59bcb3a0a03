package import Cedar
import Cryptography
import Foundation
import JSON
package import Safeguards

/// `Policies/` on the disk: what an authority edits.
package enum PolicyFolder {
    /// Why the policies can't be used; nothing starts without them.
    package enum Failure: Error, CustomStringConvertible {
        case unreadable(String)
        case empty(String)
        case wrong(CedarError)
        /// They allow what no set of policies may allow.
        case loose([Canary])

        package var description: String {
            switch self {
            case .unreadable(let path): "Cannot read \(path). Is this the folder that has it?"
            case .empty(let path): "There is no .cedar file in \(path)."
            case .wrong(let error): error.description
            case .loose(let canaries):
                "The policies allow what none may allow: "
                    + canaries.map(\.sentence).joined(separator: "; ") + "."
            }
        }
    }

    /// The policies of a folder, ready to be asked.
    package static func book(at path: String) throws(Failure) -> PolicyBook {
        let (policies, schema) = try files(at: path)
        let book: PolicyBook
        do throws(CedarError) {
            book = try PolicyBook(
                policies: policies,
                schema: schema,
                fingerprint: fingerprint(at: path)
            )
        } catch {
            throw .wrong(error)
        }
        let canaries = book.allowedCanaries
        guard canaries.isEmpty else { throw .loose(canaries) }
        return book
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

    /// Names the whole set by its content; nil if it can't be read.
    ///
    /// Anyone can work it out: `sha256sum *.cedar schema.cedarschema | sha256sum`, in the folder.
    static func fingerprint(at path: String) -> String? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            return nil
        }
        var lines = ""
        let cedar = names.filter { $0.hasSuffix(".cedar") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for name in cedar + ["schema.cedarschema"] {
            guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
                return nil
            }
            lines += "\(SHA256.hash(Array(data)))  \(name)\n"
        }
        return SHA256.hash(Array(lines.utf8)).description
    }

    /// How many examples stand beside the policies: decisions that their tests expect.
    static func examples(at path: String) -> Int {
        let folder = path + "/tests"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.first?.isNumber == true && $0.hasSuffix(".json") }.reduce(0) {
            let bytes = FileManager.default.contents(atPath: folder + "/" + $1).map { Array($0) }
            let json = bytes.flatMap { try? JSONParser.parse($0, limits: .file) }
            return $0 + (json?.array?.count ?? 0)
        }
    }

    private static func file(_ name: String, in path: String) throws(Failure) -> PolicySet.File {
        let whole = path + "/" + name
        guard let text = try? String(contentsOfFile: whole, encoding: .utf8) else {
            throw .unreadable(whole)
        }
        return PolicySet.File(name: whole, text: text)
    }
}
