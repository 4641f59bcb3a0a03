import Cryptography
import Dispatch
import Foundation
import JSON
import Journal
import Storage
import Synchronization

/// Measures the journal with entries of the product's own size, sealed, hashed and durable.
struct JournalBench {
    struct Settings {
        var directory = FileManager.default.temporaryDirectory.path
        var seconds = 2.0
        var inFlight: [Int] = []
        var events: Int?
        var isJSON = false

        /// Nil if the arguments make no sense.
        init?(_ arguments: [String]) {
            var rest = arguments[...]
            while let argument = rest.popFirst() {
                switch argument {
                case "--json": isJSON = true
                case "--data":
                    guard let value = rest.popFirst() else { return nil }
                    directory = value
                case "--seconds":
                    guard let value = rest.popFirst().flatMap(Double.init), value > 0 else {
                        return nil
                    }
                    seconds = value
                case "--in-flight":
                    guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                        return nil
                    }
                    inFlight.append(value)
                case "--events":
                    guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else {
                        return nil
                    }
                    events = value
                case _: return nil
                }
            }
            if inFlight.isEmpty { inFlight = [1, 16, 256] }
        }
    }

    struct Failure: Error {
        let sentence: String
    }

    private let settings: Settings
    private let directory: String

    init(_ settings: Settings) {
        self.settings = settings
        directory = settings.directory + "/contact-broker-bench-\(UUID().uuidString)"
    }

    func run() throws(Failure) {
        defer { try? FileManager.default.removeItem(atPath: directory) }
        do throws(StorageError) { try Directory(directory).create() } catch {
            throw Failure(sentence: "\(directory): \(error).")
        }
        report("raw", in: nil, try raw())
        for inFlight in settings.inFlight { report("journal", in: inFlight, try flight(inFlight)) }
        try measureReading(directory + "/log-\(settings.inFlight.last ?? 1)")
        guard let events = settings.events else { return }
        let path = directory + "/long"
        try write(events, to: path)
        try measureReading(path)
    }

    // MARK: Writing

    /// What a write and a flush cost, with nothing around them.
    private func raw() throws(Failure) -> Latencies {
        do throws(StorageError) {
            let file = try Directory(directory).createFile("raw")
            let bytes = [UInt8](repeating: 97, count: Self.frameCount)
            var latencies = Latencies()
            let start = ContinuousClock.now
            var now = start
            while now - start < .seconds(settings.seconds) {
                try file.write(bytes, at: latencies.count * bytes.count)
                try file.synchronize()
                let end = ContinuousClock.now
                latencies.add(end - now)
                now = end
            }
            latencies.elapsed = now - start
            return latencies
        } catch {
            throw Failure(sentence: "\(directory): \(error).")
        }
    }

    /// One producer that keeps so many appends on their way, and is woken once for each batch.
    private func flight(_ inFlight: Int) throws(Failure) -> Latencies {
        let journal = try open(directory + "/log-\(inFlight)").journal
        let producer = Producer(journal, inFlight: inFlight)
        let latencies = producer.run(for: .seconds(settings.seconds))
        guard let latencies else { throw Failure(sentence: "The journal refused an append.") }
        do throws(JournalError) { try journal.close() } catch {
            throw Failure(sentence: error.description)
        }
        return latencies
    }

    private func write(_ count: Int, to path: String) throws(Failure) {
        let journal = try open(path).journal
        do throws(JournalError) {
            var written = 0
            // A session's worth each, one stream after the other.
            while written < count {
                let stream = StreamID(random: .system)
                let drafts = (0..<min(500, count - written)).map { _ in Producer.draft(stream) }
                _ = try journal.appendAndWait(drafts)
                written += drafts.count
            }
            try journal.close()
        } catch {
            throw Failure(sentence: error.description)
        }
    }

    // MARK: Reading

    private func measureReading(_ path: String) throws(Failure) {
        let bytes = Self.byteCount(ofLogIn: path)
        let clock = ContinuousClock()
        var size: UInt64 = 0
        guard let key = StoredJournal.verifierKey(directory: path) else {
            throw Failure(sentence: "\(path): there is no log.")
        }
        var verification: LogVerification?
        let verifying = clock.measure {
            verification = try? LogVerification(ofLogIn: path, key: key)
        }
        guard case .holds = verification?.integrity else {
            throw Failure(sentence: "The log that was written does not hold.")
        }
        let before = Self.residentBytes
        let start = clock.now
        let (journal, recovery) = try open(path)
        let opening = clock.now - start
        size = recovery.size
        let grown = max(0, Self.residentBytes - before)
        do throws(JournalError) { try journal.close() } catch {
            throw Failure(sentence: error.description)
        }
        for (what, time) in [("verify", verifying), ("open", opening)] {
            let seconds = time / .seconds(1)
            say(
                [
                    ("bench", .string(what)), ("events", .integer(Int64(clamping: size))),
                    ("seconds", .number(seconds)),
                    ("eventsPerSecond", .integer(Int64(Double(size) / seconds))),
                    ("megabytesPerSecond", .integer(Int64(Double(bytes) / seconds / 1e6))),
                    ("grownMegabytes", .integer(Int64(what == "open" ? grown >> 20 : 0))),
                ],
                "\(what) \(size) entries: \(Self.decimal(seconds)) s, "
                    + "\(Int(Double(size) / seconds)) a second, \(Int(Double(bytes) / seconds / 1e6)) MB/s"
            )
        }
    }

    private func open(_ path: String) throws(Failure) -> (journal: Journal, recovery: Recovery) {
        let options = JournalOptions(
            now: { UInt64(Date.now.timeIntervalSince1970 * 1000) },
            random: .system
        )
        do throws(JournalError) {
            return try Journal.open(directory: path, options: options)
        } catch {
            throw Failure(sentence: error.description)
        }
    }

    private static func byteCount(ofLogIn path: String) -> Int {
        let journal = Directory(path).subdirectory("journal")
        let names = (try? journal.names()) ?? []
        return names.filter { $0.hasPrefix("segment-") }.reduce(0) { count, name in
            count + ((try? journal.open(name).size()) ?? 0)
        }
    }

    /// What the process keeps in memory now.
    private static var residentBytes: Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
        let fields = String(decoding: data, as: UTF8.self).split(separator: " ")
        return (fields.dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
    }

    // MARK: Saying

    private func report(_ what: String, in flight: Int?, _ latencies: Latencies) {
        let (rate, median, late) = (latencies.perSecond, latencies.at(50), latencies.at(99))
        say(
            [
                ("bench", .string(what)), ("inFlight", .integer(Int64(flight ?? 1))),
                ("perSecond", .integer(Int64(rate))), ("p50Microseconds", .integer(Int64(median))),
                ("p99Microseconds", .integer(Int64(late))),
            ],
            "\(what)\(flight.map { ", \($0) in flight" } ?? ", write and fdatasync"): \(Int(rate)) a second, "
                + "p50 \(median) us, p99 \(late) us"
        )
    }

    private func say(_ members: [(String, JSONValue)], _ sentence: String) {
        var object = JSONObject()
        for (name, value) in members { object.insert(value, at: name) }
        print(settings.isJSON ? JSONWriter.text(.object(object)) : sentence)
    }

    private static func decimal(_ value: Double) -> String { "\((value * 1000).rounded() / 1000)" }

    /// What an entry of `Producer.draft` takes in a segment.
    private static let frameCount = 5 + 52 + 12 + Producer.payload.count + 16 + 33
}
