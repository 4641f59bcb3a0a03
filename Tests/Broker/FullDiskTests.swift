import Broker
import CaseRecords
import Casework
import Cryptography
import Glibc
import JSON
import Journal
import Sessions
import Storage
import Synchronization
import TestSupport
import Testing

/// The disk is full, or fails, while a family is together: over the wire, with the real journal.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A disk that fails a live session` {
    @Test func `when it is full pauses it, admits nobody, loses nothing, and a person goes on`()
        async throws
    {
        let disk = Disk()
        let house = try await House.open(at: House.start, disk: (128 << 10, disk.faults))
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        let notes = ["Amina showed her kite.", "Everybody laughed."]
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            for note in notes {
                #expect(
                    try await marcus.ask(["type": "note", "text": .string(note)])["type"] == "done"
                )
            }
            try await house.fill(disk)
            try await nasrin.wait(forPhase: "held")
            #expect(nasrin.snapshot?["media"]?["isOpen"] == false)
            let ready = try await nasrin.get("/readyz")
            #expect(ready.status == 503 && ready.json["ready"] == false)
            #expect(ready.json["log"]?["state"] == "full")
            // A new admission: Dawn's link is good, and she is told to wait, not let in.
            let dawn = try house.visitor("Dawn")
            #expect(try await dawn.joinStatus() == 503)
            let note = try await marcus.ask(["type": "note", "text": "Not now."])
            #expect(note["code"] == "journalFailed")
            #expect(try await marcus.ask(["type": "resume"])["code"] == "journalFailed")

            disk.state.withLock { $0 = .well }
            _ = try await marcus.wait("room on the disk") {
                marcus.snapshot?["missing"]?.array?.isEmpty == true ? true : nil
            }
            #expect(marcus.phase == "held")
            #expect(try await nasrin.get("/readyz").status == 200)
            try await marcus.resumeWhenReady()
            try await nasrin.wait(forPhase: "live")
            #expect(try await dawn.joinStatus() == 200)
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        try house.service.stop()
        let entries = try house.entries()
        #expect(entries.compactMap(\.noteText) == notes)
        let reasons = entries.compactMap { entry -> HoldReason? in
            if case .event(.held(let reason, _)) = entry.entry { reason } else { nil }
        }
        #expect(reasons == [.journalFailed])
        #expect(entries.contains { $0.isEnd })
        #expect(try house.serviceEntries(.diskWasFull).count == 1)
    }

    @Test func `when it stays full still has its end in the log`() async throws {
        let disk = Disk()
        let house = try await House.open(at: House.start, disk: (128 << 10, disk.faults))
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            try await house.fill(disk)
            try await marcus.wait(forPhase: "held")
            #expect(try await marcus.ask(["type": "end", "reason": "technical"])["type"] == "done")
            try await marcus.wait(forPhase: "ended")
        }
        try? house.service.stop()
        disk.state.withLock { $0 = .well }
        let entries = try house.entries()
        #expect(entries.contains { $0.isEnd })
    }

    @Test(arguments: [Disk.State.failsToFlush, .failsToWrite])
    func `when it fails for good pauses it, acknowledges nothing, and says so`(_ fault: Disk.State)
        async throws
    {
        let disk = Disk()
        let house = try await House.open(at: House.start, disk: (128 << 10, disk.faults))
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            disk.state.withLock { $0 = fault }
            let lost = try await marcus.ask(["type": "note", "text": "lost"])
            #expect(lost["code"] == "journalFailed")
            try await nasrin.wait(forPhase: "held")
            // It does not heal, even when the disk does.
            disk.state.withLock { $0 = .well }
            #expect(
                try await marcus.ask(["type": "note", "text": "no"])["code"] == "journalFailed"
            )
            let ready = try await nasrin.get("/readyz")
            #expect(ready.status == 503 && ready.json["log"]?["state"] == "failed")
        }
        #expect(throws: JournalError.failed) { try house.service.stop() }
        let said = try house.entries().compactMap(\.noteText)
        #expect(said == [] || said == ["lost"])
    }

    @Test func `that has no room for a checkpoint is told of, and signs when there is`()
        async throws
    {
        let disk = Disk()
        let told = Told()
        let scratch = LogScratch()
        let health = LogHealth(now: { 5 }, say: { told.add($0) })
        var options = health.listening(JournalOptions(now: { 5 }, random: .system))
        options.faults = disk.faults
        let (journal, _) = try Journal.open(directory: scratch.path, options: options)
        health.watch(journal, stream: StreamID(random: .system))
        disk.state.withLock { $0 = .noNewFiles }
        health.sign(journal)
        // The writer does one thing after the other: when this is done, that is.
        await withCheckedContinuation { done in health.tryAgain { done.resume() } }
        #expect(health.readiness["checkpointLate"]?.string == "The disk is full.")
        #expect(told.sentences.count == 1 && told.sentences[0].contains("checkpoint"))
        disk.state.withLock { $0 = .well }
        await withCheckedContinuation { done in health.tryAgain { done.resume() } }
        #expect(health.readiness["checkpointLate"] == nil)
        #expect(told.sentences.last == "The log is signed for again.")
        try journal.close()
    }
}

/// A disk that a test fills and breaks.
final class Disk: Sendable {
    enum State: Sendable { case well, full, noNewFiles, failsToFlush, failsToWrite }

    let state = Mutex(State.well)

    var faults: WriteFaults {
        WriteFaults { [self] point in
            switch (state.withLock(\.self), point) {
            case (.full, .allocate), (.full, .create), (.noNewFiles, .create):
                .refused(code: ENOSPC)
            case (.failsToFlush, .syncFile): .carriedOutButReported(code: EIO)
            case (.failsToWrite, .write): .torn(byteCount: 30, code: EIO)
            case (.well, _), (.full, _), (.noNewFiles, _), (.failsToFlush, _), (.failsToWrite, _):
                .carriedOut
            }
        }
    }
}

private final class Told: Sendable {
    private let inner = Mutex<[String]>([])
    var sentences: [String] { inner.withLock(\.self) }
    func add(_ sentence: String) { inner.withLock { $0.append(sentence) } }
}

extension LoggedEntry {
    fileprivate var noteText: String? {
        if case .event(.noted(let text, _, _)) = entry { text } else { nil }
    }

    fileprivate var isEnd: Bool {
        if case .event(.ended) = entry { true } else { false }
    }
}

extension House {
    /// Takes all that is left of the log's space, but its reserve.
    func fill(_ disk: Disk) async throws {
        let stream = StreamID(random: .system)
        // Its key first: on a full disk there is no room for a new one.
        _ = try await journal.append([Draft(stream: stream, type: 0, payload: [])])
        disk.state.withLock { $0 = .full }
        for size in [20_000, 2_000, 100, 1] {
            let draft = Draft(stream: stream, type: 0, payload: [UInt8](repeating: 0, count: size))
            while (try? await journal.append([draft])) != nil {}
        }
    }

    /// Entries of a type that the service itself wrote.
    func serviceEntries(_ type: EntryType) throws -> [RecordedEntry] {
        var found: [RecordedEntry] = []
        _ = try StoredJournal.read(directory: folder) { entry in
            if entry.type == type.rawValue { found.append(entry) }
        }
        return found
    }
}
