import JSON
package import Journal
import Storage

/// The erasures that a log tells of, and those among them that are still to be done.
///
/// An erasure is written down before it is done. So one that a crash came between, and one whose keys a
/// backup brought back, is found when the log is opened, and done then.
package struct Erasures: Sendable {
    /// With their own entries' numbers, in the log's order.
    package private(set) var acts: [(sequence: UInt64, erasure: Erasure)] = []
    /// The first entry of each stream that could be read.
    private var firstReadable: [StreamID: UInt64] = [:]

    package init() {}

    package mutating func take(_ entry: RecordedEntry) {
        guard case .opened(let bytes) = entry.payload else { return }
        if firstReadable[entry.stream] == nil { firstReadable[entry.stream] = entry.sequence }
        guard let json = try? JSONParser.parse(bytes, limits: .file) else { return }
        switch EntryType(rawValue: entry.type) {
        case .erased:
            if let erasure = Erasure(json: json) { acts.append((entry.sequence, erasure)) }
        case .restored:
            let erased = (json["erased"]?.array ?? []).compactMap(Erasure.init(json:))
            for erasure in erased { acts.append((entry.sequence, erasure)) }
        case .planned, .decision, .event, .recordDraft, .recordFiled, .recordSigning, .service,
            .exported, .supportAsked, .supportAnswered, .reviewed, .noticeTried, .noticeDelivered,
            .noticeAbandoned, .noticeReplayed, .copyMade, .policiesActivated, .policiesRefused,
            .additionsFiled, .draftSaved, .outboxAttached, .diskWasFull, .witnessChanged,
            .readOutside, .legalHoldPlaced, .legalHoldLifted, .clockTold, .noticesPulled,
            .documentPulled, .sealed, nil:
            break
        }
    }

    /// What is written down as erased and can still be read.
    package var unfinished: [Erasure] {
        acts.compactMap { sequence, erasure in
            guard let first = firstReadable[erasure.stream], first < sequence else { return nil }
            return erasure
        }
    }

    /// Removes what is left of a session under `records/`.
    static func removeFiles(of erasure: Erasure, inLog path: String) throws(StorageError) {
        for folder in ["records", RecordSeal.folder] {
            let records = Directory(path).subdirectory(folder)
            let there = erasure.files.filter { !$0.utf8.contains(UInt8(ascii: "/")) }
                .filter(records.has)
            for name in there { try records.remove(name) }
            if !there.isEmpty { try records.synchronize() }
        }
    }

    /// Opens a journal, does the erasures that are still to be done, and hands over what is left.
    ///
    /// Blocks; `body` is called once.
    package static func openJournal(
        directory path: String,
        options: JournalOptions,
        _ body: (StoredSessions) -> Void
    ) throws(JournalError) -> (Journal, Recovery) {
        var options = options
        options.usesSnapshot = true
        while true {
            var erasures = Erasures()
            var stored = StoredSessions(keepsFiled: false)
            let (journal, recovery) = try Journal.open(directory: path, options: options) {
                erasures.take($0)
                stored.take($0)
            }
            let unfinished = erasures.unfinished
            if unfinished.isEmpty {
                stored.settle(recovery.atRest)
                journal.rest(stored.atRest)
                body(stored)
                return (journal, recovery)
            }
            for erasure in unfinished {
                try journal.eraseAndWait(erasure.stream)
                do throws(StorageError) { try removeFiles(of: erasure, inLog: path) } catch {
                    throw .storageFailed(error)
                }
            }
            try journal.close()
        }
    }
}
