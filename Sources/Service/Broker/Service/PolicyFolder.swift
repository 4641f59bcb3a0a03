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
        /// The numbers can't be read, or an authority's would loosen the base's.
        case limits(String, String)
        /// They allow what no set of policies may allow.
        case loose([Canary])

        package var description: String {
            switch self {
            case .unreadable(let path): "Cannot read \(path). Is this the folder that has it?"
            case .empty(let path): "There is no .cedar file in \(path)."
            case .wrong(let error): error.description
            case .limits(let path, let sentence): "\(path): \(sentence)"
            case .loose(let canaries):
                "The policies allow what none may allow: "
                    + canaries.map(\.sentence).joined(separator: "; ") + "."
            }
        }
    }

    /// What a folder holds: the base, and what the authority adds to it in `local`.
    struct Contents {
        let base: [PolicySet.File]
        /// Forbids of the authority's own; empty where there is no such folder.
        let local: [PolicySet.File]
        let schema: PolicySet.File
        /// The base's numbers.
        let standard: PolicyLimits
        /// The numbers that count: the base's, or where the authority is stricter, the authority's.
        let limits: PolicyLimits

        var all: [PolicySet.File] { base + local }

        func book(fingerprint: String?) throws(CedarError) -> PolicyBook {
            try PolicyBook(
                policies: base,
                local: local,
                schema: schema,
                limits: limits,
                fingerprint: fingerprint
            )
        }
    }

    /// The policies of a folder, ready to be asked.
    package static func book(at path: String) throws(Failure) -> PolicyBook {
        let contents = try contents(at: path)
        let book: PolicyBook
        do throws(CedarError) {
            book = try contents.book(fingerprint: fingerprint(at: path))
        } catch {
            throw .wrong(error)
        }
        let canaries = book.allowedCanaries
        guard canaries.isEmpty else { throw .loose(canaries) }
        return book
    }

    /// All `.cedar` files in order of their names, `schema.cedarschema` and `limits.json`; then those of `local`.
    static func contents(at path: String) throws(Failure) -> Contents {
        let base = try cedarFiles(at: path)
        guard !base.isEmpty else { throw .empty(path) }
        let standard = try limits(at: path + "/limits.json") {
            numbers throws(PolicyLimits.Failure) in
            try PolicyLimits(numbers)
        }
        let own = path + "/local"
        guard FileManager.default.fileExists(atPath: own) else {
            return Contents(
                base: base,
                local: [],
                schema: try file("schema.cedarschema", in: path),
                standard: standard,
                limits: standard
            )
        }
        let numbers = own + "/limits.json"
        let isTightened = FileManager.default.fileExists(atPath: numbers)
        return Contents(
            base: base,
            local: try cedarFiles(at: own),
            schema: try file("schema.cedarschema", in: path),
            standard: standard,
            limits: !isTightened
                ? standard
                : try limits(at: numbers) { members throws(PolicyLimits.Failure) in
                    try standard.tightened(by: members)
                }
        )
    }

    private static func cedarFiles(at path: String) throws(Failure) -> [PolicySet.File] {
        guard let names = cedarNames(at: path) else { throw .unreadable(path) }
        var files: [PolicySet.File] = []
        for name in names { files.append(try file(name, in: path)) }
        return files
    }

    private static func limits(
        at path: String,
        _ read: ([(name: String, text: String)]) throws(PolicyLimits.Failure) -> PolicyLimits
    ) throws(Failure) -> PolicyLimits {
        guard let data = FileManager.default.contents(atPath: path) else { throw .unreadable(path) }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONParser.parse(Array(data), limits: .file)
        } catch {
            throw .limits(path, "The file is not JSON: \(error).")
        }
        guard let members = json.object?.members else {
            throw .limits(path, "The file is not an object of names and numbers.")
        }
        do throws(PolicyLimits.Failure) {
            return try read(members.map { ($0.name, $0.value.string ?? JSONWriter.text($0.value)) })
        } catch {
            throw .limits(path, error.sentence)
        }
    }

    /// Names the whole set by its content; nil if it can't be read.
    ///
    /// Anyone can work it out, in the folder: `sha256sum *.cedar schema.cedarschema limits.json | sha256sum`,
    /// and with an authority's own, `local/*.cedar local/limits.json` after them.
    static func fingerprint(at path: String) -> String? {
        guard let names = cedarNames(at: path) else { return nil }
        let own = path + "/local"
        var files = names + ["schema.cedarschema", "limits.json"]
        files += (cedarNames(at: own) ?? []).map { "local/" + $0 }
        if FileManager.default.fileExists(atPath: own + "/limits.json") {
            files.append("local/limits.json")
        }
        var lines = ""
        for name in files {
            guard let data = FileManager.default.contents(atPath: path + "/" + name) else {
                return nil
            }
            lines += "\(SHA256.hash(Array(data)))  \(name)\n"
        }
        return SHA256.hash(Array(lines.utf8)).description
    }

    private static func cedarNames(at path: String) -> [String]? {
        (try? FileManager.default.contentsOfDirectory(atPath: path))?
            .filter { $0.hasSuffix(".cedar") }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
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
