import Cryptography
import Dispatch
import Foundation
import JSON
import Journal

/// What a log holds of each session, gathered in one reading.
struct LogIndex {
    struct Stream {
        /// The session's name, where that can be read.
        var session: String?
        var leaves: [Digest] = []
        var readable = 0
        /// How often it was given out.
        var exports = 0
        var from: UInt64 = 0
        var to: UInt64 = 0

        /// SHA-256 over the leaf hashes, in order.
        var fingerprint: String { SHA256.hash(leaves.flatMap(\.bytes)).description }
    }

    private(set) var streams: [StreamID: Stream] = [:]
    private(set) var erasures = Erasures()
    private(set) var serviceStream: StreamID?
    /// The fingerprints of the policy sets that the service ran with, and from which entry on.
    private(set) var policies: [(sequence: UInt64, fingerprint: String)] = []

    mutating func take(_ entry: RecordedEntry) {
        erasures.take(entry)
        var stream = streams[entry.stream] ?? Stream(from: entry.time)
        stream.leaves.append(entry.leaf)
        stream.to = entry.time
        defer { streams[entry.stream] = stream }
        guard case .opened(let bytes) = entry.payload else { return }
        stream.readable += 1
        switch EntryType(rawValue: entry.type) {
        case .planned:
            stream.session = (try? JSONParser.parse(bytes, limits: .file))?["session"]?.string
        case .service:
            serviceStream = serviceStream ?? entry.stream
            let json = try? JSONParser.parse(bytes, limits: .file)
            if let fingerprint = json?["policies"]?.string {
                policies.append((entry.sequence, fingerprint))
            }
        case .policiesActivated:
            let json = try? JSONParser.parse(bytes, limits: .file)
            if let fingerprint = json?["policySet"]?.string {
                policies.append((entry.sequence, fingerprint))
            }
        case .exported: stream.exports += 1
        case .decision, .event, .recordDraft, .recordFiled, .recordSigning, .erased, .restored,
            .supportAsked, .supportAnswered, .reviewed, .noticeTried, .noticeDelivered,
            .noticeAbandoned, .noticeReplayed, .copyMade, .policiesRefused, .additionsFiled,
            .diskWasFull, .witnessChanged, .readOutside, .draftSaved, .outboxAttached,
            .legalHoldPlaced, .legalHoldLifted, .clockTold, .noticesPulled, .documentPulled,
            .sealed, nil:
            break
        }
    }

    /// By the session's name, or by the pseudonym of its stream: 32 hexadecimal digits.
    func stream(_ name: String) throws(LogCommand.Failure) -> (id: StreamID, stream: Stream) {
        let id =
            StreamID(hex: name).flatMap { streams[$0] == nil ? nil : $0 }
            ?? streams.first { $0.value.session.map { $0.utf8.elementsEqual(name.utf8) } ?? false }?
            .key
        guard let id, let stream = streams[id] else {
            throw .input(
                "The log has no session \(name) that can be read. An erased one is known by its pseudonym only."
            )
        }
        guard id != serviceStream else {
            throw .input("That is the service’s own stream, which stays.")
        }
        return (id, stream)
    }

    /// The erasure of a stream, if there was one.
    func erasure(of stream: StreamID) -> (sequence: UInt64, erasure: Erasure)? {
        erasures.acts.last { $0.erasure.stream == stream }
    }

    /// Of a log that nobody writes to meanwhile, or somebody does.
    static func read(_ directory: String) throws(LogCommand.Failure) -> LogIndex {
        var index = LogIndex()
        do throws(JournalError) {
            _ = try StoredJournal.read(directory: directory) { index.take($0) }
        } catch {
            throw LogCommand.failure(error, directory)
        }
        return index
    }

    /// Opens the log for writing and does what erasures are left to do.
    static func open(
        _ directory: String
    ) throws(LogCommand.Failure) -> (journal: Journal, index: LogIndex) {
        guard FileManager.default.fileExists(atPath: directory + "/journal") else {
            throw .input("There is no log in \(directory).")
        }
        do throws(JournalError) {
            let options = LogCommand.options
            var service: StreamID?
            let (first, _) = try Erasures.openJournal(directory: directory, options: options) {
                service = $0.serviceStream
            }
            takeIn(to: first, directory, service ?? StreamID(random: .system))
            try first.close()
            var index = LogIndex()
            let (journal, _) = try Journal.open(directory: directory, options: options) {
                index.take($0)
            }
            return (journal, index)
        } catch {
            throw LogCommand.failure(error, directory)
        }
    }

    /// What was read by commands since anybody wrote.
    private static func takeIn(to journal: Journal, _ directory: String, _ service: StreamID) {
        let taken = DispatchSemaphore(value: 0)
        OutsideReading.takeIn(to: journal, inLog: directory, service: service) { taken.signal() }
        taken.wait()
    }
}
