import Cryptography
import Foundation
import JSON
import Journal
import Storage
import TransparencyLog

/// What the log's public key alone says of a session's log that was given out.
struct DossierVerification {
    /// Sentences, the verdicts first.
    private(set) var lines: [String] = []
    private(set) var isPositive = true

    /// Reads the folder and changes nothing; throws if it can't be read.
    init(in path: String, key: VerifierKey) throws(LogCommand.Failure) {
        let folder = Directory(path)
        let files: (proof: [UInt8], note: [UInt8], readable: [UInt8], page: [UInt8])
        do throws(StorageError) {
            files = (
                try folder.read(Dossier.proofFile, limit: Self.fileLimit),
                try folder.read(Dossier.checkpointFile, limit: 1 << 20),
                try folder.read(Dossier.readableFile, limit: Self.fileLimit),
                try folder.read(Dossier.pageFile, limit: Self.fileLimit)
            )
        } catch {
            throw .input("The dossier in \(path): \(error).")
        }
        guard let checkpoint = try? Checkpoint(note: files.note, signedBy: key) else {
            violate("The checkpoint is not signed with this key.")
            return
        }
        let json = try? JSONParser.parse(files.proof, limits: .file)
        if let json, Dossier.isNewer(json) {
            throw .input(
                "There is no verdict on the dossier in \(path): it is in a newer format. Use the version that wrote it, or a later one."
            )
        }
        guard let json, let dossier = Dossier(json: json)
        else {
            violate("\(Dossier.proofFile) is not a dossier’s.")
            return
        }
        if let sentence = Self.firstBad(dossier, checkpoint) {
            violate(sentence)
            return
        }
        var entries: [RecordedEntry] = []
        for entry in dossier.entries {
            do throws(JournalError) {
                entries.append(try entry.sealed.opened(with: dossier.keys))
            } catch {
                violate("\(error)")
                return
            }
        }
        let erased = entries.count { $0.payload == .erased }
        lines.append("Entries: \(entries.count), \(erased) of them erased")
        lines.append(
            "Integrity: holds. Each is part of the log of \(checkpoint.size) entries that \(checkpoint.origin) signed for."
        )
        judge(entries, readable: files.readable, page: files.page)
    }

    private mutating func violate(_ sentence: String) {
        isPositive = false
        lines.append("Integrity: violated. \(sentence)")
    }

    /// The first entry that is not where the log has it.
    private static func firstBad(_ dossier: Dossier, _ checkpoint: Checkpoint) -> String? {
        var last: UInt64?
        for (sealed, path) in dossier.entries.map({ ($0.sealed, $0.path) }) {
            guard sealed.stream == dossier.stream else {
                return "Entry \(sealed.sequence) belongs to another session."
            }
            if let last, sealed.sequence <= last {
                return "Entry \(sealed.sequence) stands behind entry \(last)."
            }
            last = sealed.sequence
            let proof = InclusionProof(
                index: sealed.sequence,
                size: checkpoint.size,
                path: path
            )
            guard proof.isValid(leaf: sealed.leaf, root: checkpoint.root) else {
                return "Entry \(sealed.sequence) is not the one that was signed for."
            }
        }
        return nil
    }

    /// Whether all is there that was exported, and the readable files are the exported ones.
    private mutating func judge(
        _ entries: [RecordedEntry],
        readable: [UInt8],
        page: [UInt8]
    ) {
        guard let last = entries.last, let export = Export(last) else {
            isPositive = false
            lines.append("Completeness: violated. The export’s own entry is not the last.")
            return
        }
        let told = entries.dropLast()
        let isWhole =
            export.count == told.count
            && export.fingerprint == Export.fingerprint(of: told.map(\.leaf))
        isPositive = isPositive && isWhole
        lines.append(
            isWhole
                ? "Completeness: holds for the session as it was exported: \(told.count) entries. What was written later is not here."
                : "Completeness: violated. \(export.count) entries were exported, and these are not they."
        )
        let isReadableTrue =
            readable == Dossier.readable(Array(told))
            && SHA256.hash(readable).description == export.readable
        isPositive = isPositive && isReadableTrue
        lines.append(
            isReadableTrue
                ? "\(Dossier.readableFile): says what the entries say."
                : "\(Dossier.readableFile): does not say what the entries say."
        )
        let isPageTrue = SHA256.hash(page).description == export.page
        isPositive = isPositive && isPageTrue
        lines.append(
            isPageTrue
                ? "\(Dossier.pageFile): is the page that was exported. Its sentences are the exporting program’s; the entries are the evidence."
                : "\(Dossier.pageFile): is not the page that was exported."
        )
        lines.append(
            "Exported: \(LogCommand.moment(last.time)) by \(export.by), because: \(export.reason)"
        )
        for policies in export.policies { lines.append("Policies in force: \(policies)") }
    }

    private static let fileLimit = 64 << 20
}
