import Foundation
import JSON
import TLS
import TransparencyLog

/// Which witnesses are asked to sign the log's checkpoints: a small JSON file.
///
///     {
///       "witnesses": [
///         {
///           "key": "witness.example+2e8b…+BA…",          its public key, got from whoever runs it; or a file with it
///           "url": "https://witness.example/"            its submission prefix (C2SP tlog-witness); https only
///         }
///       ],
///       "authorities": "ca.pem",                         whom to trust; else the system's authorities
///       "insideHosts": ["witness.example"],              hosts that may be in a private network
///       "restSeconds": 10,                               between two requests to one witness, when all is well
///       "pauseSeconds": [5, 30, 300]                     after each failed try; the last for all further ones
///     }
///
/// File names are relative to the settings' own folder.
struct WitnessSettings: Sendable {
    struct Witness: Sendable {
        let key: VerifierKey
        let receiver: ReceiverURL
    }

    let witnesses: [Witness]
    let trust: TLSClientContext
    let insideHosts: Set<String>
    let pauses: WitnessPauses

    /// What is wrong with the file, in a sentence.
    struct Problem: Error {
        let sentence: String
    }

    init(file: String) throws(Problem) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Problem(sentence: "\(file): cannot be read.")
        }
        guard let json = try? JSONParser.parse(Array(data), limits: .file), let object = json.object
        else { throw Problem(sentence: "\(file): is no JSON object.") }
        try Self.check(object, Self.names, file)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        var witnesses: [Witness] = []
        for witness in json["witnesses"]?.array ?? [] {
            witnesses.append(try Self.witness(witness, in: folder, file))
        }
        guard !witnesses.isEmpty else {
            throw Problem(sentence: "\(file): “witnesses” must be a list of at least one.")
        }
        guard Set(witnesses.map(\.key)).count == witnesses.count else {
            throw Problem(sentence: "\(file): the same key stands there twice.")
        }
        self.witnesses = witnesses
        let authorities =
            json["authorities"]?.string.map { URL(fileURLWithPath: $0, relativeTo: folder).path }
            ?? Self.systemAuthorities
        guard let trust = try? TLSClientContext(authorityFile: authorities) else {
            throw Problem(sentence: "\(authorities): has no certificates of authorities.")
        }
        self.trust = trust
        insideHosts = Set((json["insideHosts"]?.array ?? []).compactMap { $0.string?.lowercased() })
        var pauses = WitnessPauses.usual
        if let rest = json["restSeconds"] {
            pauses.afterSuccess = try Self.seconds([rest], "restSeconds", file)[0]
        }
        if let list = json["pauseSeconds"] {
            pauses.afterFailures = try Self.seconds(list.array ?? [], "pauseSeconds", file)
        }
        self.pauses = pauses
    }

    private static func witness(
        _ json: JSONValue,
        in folder: URL,
        _ file: String
    ) throws(Problem) -> Witness {
        guard let object = json.object else {
            throw Problem(sentence: "\(file): a witness is an object with “key” and “url”.")
        }
        try check(object, ["key", "url"], file)
        guard let text = json["url"]?.string, let receiver = ReceiverURL(prefix: text) else {
            throw Problem(sentence: "\(file): “url” must be an https address without a query.")
        }
        guard let key = json["key"]?.string.flatMap({ key($0, in: folder) }),
            key.kind == .cosignature
        else {
            throw Problem(
                sentence: "\(file): “key” must be a witness’s public key, or a file that holds it."
            )
        }
        return Witness(key: key, receiver: receiver)
    }

    private static func key(_ text: String, in folder: URL) -> VerifierKey? {
        if let key = try? VerifierKey(text) { return key }
        let path = URL(fileURLWithPath: text, relativeTo: folder).path
        return FileManager.default.contents(atPath: path).flatMap { data in
            try? VerifierKey(
                String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
            )
        }
    }

    private static func check(
        _ object: JSONObject,
        _ names: [String],
        _ file: String
    ) throws(Problem) {
        if let name = object.names.first(where: { !names.contains($0) }) {
            throw Problem(sentence: "\(file): nobody knows a setting “\(name)”.")
        }
    }

    private static func seconds(
        _ values: [JSONValue],
        _ name: String,
        _ file: String
    ) throws(Problem) -> [Duration] {
        let seconds = values.compactMap(\.integer)
        guard !seconds.isEmpty, seconds.count == values.count,
            seconds.allSatisfy({ (0...longestPause).contains($0) })
        else { throw Problem(sentence: "\(file): “\(name)” must be whole seconds, a day at most.") }
        return seconds.map { .seconds($0) }
    }

    private static let names = [
        "witnesses", "authorities", "insideHosts", "restSeconds", "pauseSeconds",
    ]
    private static let longestPause: Int64 = 86_400
    /// Where Debian keeps them.
    private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"
}

extension ReceiverURL {
    /// Where `POST add-checkpoint` goes, behind this submission prefix; nil if it is no https address, or has a query.
    fileprivate init?(prefix: String) {
        guard !prefix.utf8.contains(UInt8(ascii: "?")) else { return nil }
        self.init(prefix + (prefix.hasSuffix("/") ? "" : "/") + "add-checkpoint")
    }
}
