import CaseRecords
import Casework
import Foundation
import JSON
import TLS

/// To whom signed records are told, and how: a small JSON file.
///
///     {
///       "url": "https://cases.example/hooks/contact",  the case system; https only. Without it nothing is sent, only asked for
///       "keys": "webhook.keys",                        a 0600 file, see WebhookKeys
///       "authorities": "ca.pem",                       whom to trust; else the system's authorities
///       "insideHosts": ["cases.example"],              hosts that may be in a private network
///       "records": "https://files.example/records/",   where records/ can be reached; else "records/"
///       "tell": ["records", "clocks"],                 what is sent; else both
///       "source": "/contact-broker",                   this service's name in notices
///       "pauseSeconds": [5, 300, 1800]                 after each failed try; after the last, it is given up
///     }
///
/// File names are relative to the settings' own folder.
struct OutboxSettings: Sendable {
    /// Nil for a case system that only asks.
    let receiver: ReceiverURL?
    let keys: WebhookKeys
    let trust: TLSClientContext
    let insideHosts: Set<String>
    let records: String
    let source: String
    let schedule: RetrySchedule
    private let topics: Set<Topic>

    private enum Topic: String, CaseIterable { case records, clocks }

    /// Whether it is sent.
    func tells(_ notice: CaseNotice) -> Bool {
        topics.contains(notice.kind.isOfRecord ? .records : .clocks)
    }

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
        if let name = object.names.first(where: { !Self.names.contains($0) }) {
            throw Problem(sentence: "\(file): nobody knows a setting “\(name)”.")
        }
        receiver = json["url"]?.string.flatMap { ReceiverURL($0) }
        guard receiver != nil || json["url"] == nil else {
            throw Problem(sentence: "\(file): “url” must be an https address.")
        }
        let words = json["tell"].map { $0.array ?? [.null] }
        let topics = words?.map { $0.string.flatMap(Topic.init(rawValue:)) }
        guard topics?.contains(nil) != true else {
            throw Problem(sentence: "\(file): “tell” must be a list of “records” and “clocks”.")
        }
        self.topics = Set(topics?.compactMap(\.self) ?? Topic.allCases)
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        func path(_ name: String) -> String {
            URL(fileURLWithPath: name, relativeTo: folder).path
        }
        guard let keyFile = json["keys"]?.string else {
            throw Problem(sentence: "\(file): “keys” must name a file with keys.")
        }
        do throws(WebhookKeys.Problem) {
            keys = try WebhookKeys(file: path(keyFile))
        } catch {
            throw Problem(sentence: error.sentence)
        }
        let authorities = json["authorities"]?.string.map(path) ?? Self.systemAuthorities
        guard let trust = try? TLSClientContext(authorityFile: authorities) else {
            throw Problem(sentence: "\(authorities): has no certificates of authorities.")
        }
        self.trust = trust
        insideHosts = Set((json["insideHosts"]?.array ?? []).compactMap { $0.string?.lowercased() })
        let records = json["records"]?.string ?? "records/"
        self.records = records.hasSuffix("/") ? records : records + "/"
        source = json["source"]?.string ?? "/contact-broker"
        guard let pauses = json["pauseSeconds"] else {
            schedule = .usual
            return
        }
        let seconds = (pauses.array ?? []).compactMap(\.integer)
        guard let count = pauses.array?.count, count > 0, seconds.count == count,
            seconds.allSatisfy({ (0...Self.longestPause).contains($0) })
        else { throw Problem(sentence: "\(file): “pauseSeconds” must be a list of whole numbers.") }
        schedule = RetrySchedule(pauses: seconds.map { .seconds($0) })
    }

    private static let names = [
        "url", "keys", "authorities", "insideHosts", "records", "source", "pauseSeconds", "tell",
    ]
    private static let longestPause: Int64 = 7 * 86_400
    /// Where Debian keeps them.
    private static let systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"
}
