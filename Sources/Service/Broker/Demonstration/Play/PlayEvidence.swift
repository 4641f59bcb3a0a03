import Foundation
import Journal
import TransparencyLog

/// Puts a log to the test: as it is, changed by one byte, and put back to an earlier day.
struct PlayEvidence {
    private let data: String
    private let earlier: String
    private let changed: String

    init(of data: String) {
        self.data = data
        earlier = data + "/earlier"
        changed = data + "/changed"
    }

    /// Keeps the log as it is now, signed for, as somebody might who wants to lose what comes after.
    func keep(_ journal: Journal) async throws(PlayStop) {
        await withCheckedContinuation { continuation in
            journal.checkpoint { _ in continuation.resume() }
        }
        try copy(to: earlier)
    }

    struct Verdict {
        let text: String
        let holds: Bool
    }

    /// The log is closed by now.
    func verdicts(_ key: VerifierKey) throws(PlayStop) -> [Verdict] {
        defer {
            for path in [earlier, changed] { try? FileManager.default.removeItem(atPath: path) }
        }
        try copy(to: changed)
        try changeOneByte()
        let whole = try verify(data, key)
        let broken = try verify(changed, key)
        let note = FileManager.default.contents(atPath: data + "/journal/checkpoint")
        let back = try verify(earlier, key, outside: note.map { Array($0) })
        return [
            Verdict(
                text: "The log verifies: \(whole.size) entries are what was signed for.",
                holds: isWhole(whole)
            ),
            Verdict(
                text: "A copy with one byte changed is found out\(place(of: broken)).",
                holds: !isWhole(broken)
            ),
            Verdict(
                text: "Put back to Tuesday it still looks whole by itself, and a checkpoint kept "
                    + "elsewhere shows what is missing.",
                holds: isWhole(back) && isShort(back)
            ),
        ]
    }

    private func verify(_ path: String, _ key: VerifierKey, outside: [UInt8]? = nil)
        throws(PlayStop) -> LogVerification
    {
        do throws(JournalError) {
            return try LogVerification(ofLogIn: path, key: key, outside: outside)
        } catch {
            throw PlayStop("The log could not be verified: \(error)")
        }
    }

    private func isWhole(_ verification: LogVerification) -> Bool {
        switch verification.integrity {
        case .holds: true
        case .violated: false
        }
    }

    private func isShort(_ verification: LogVerification) -> Bool {
        switch verification.completeness {
        case .violated: true
        case .holds, .unknown: false
        }
    }

    private func place(of verification: LogVerification) -> String {
        switch verification.integrity {
        case .violated(let damage): ", at entry \(damage.sequence)"
        case .holds: ""
        }
    }

    private func copy(to folder: String) throws(PlayStop) {
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try files.copyItem(atPath: data + "/journal", toPath: folder + "/journal")
        } catch {
            throw PlayStop("The log could not be copied: \(error.localizedDescription)")
        }
    }

    /// In the middle of what was written.
    private func changeOneByte() throws(PlayStop) {
        let folder = changed + "/journal"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let segment = names.filter({ $0.hasPrefix("segment-") }).min(),
            var bytes = FileManager.default.contents(atPath: folder + "/" + segment),
            !bytes.isEmpty
        else { throw PlayStop("The copy of the log is empty.") }
        bytes[bytes.startIndex + bytes.count / 2] ^= 1
        guard FileManager.default.createFile(atPath: folder + "/" + segment, contents: bytes)
        else { throw PlayStop("The copy of the log could not be changed.") }
    }
}
