extension JournalError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .payloadTooLarge(let count): "A payload of \(count) bytes is too large for an entry."
        case .appendTooLarge(let count): "An append of \(count) bytes is too large for a batch."
        case .noSuchEntry(let sequence): "No checkpoint covers an entry \(sequence)."
        case .overloaded: "Too much waits to be written."
        case .diskFull: "The disk is full."
        case .closed: "The journal is closed."
        case .failed: "The journal has failed; open it again."
        case .heldByAnotherProcess(let process):
            (process.map { "Process \($0)" } ?? "Another process") + " has this journal open."
        case .storageFailed(let error): "\(error)."
        case .keyUnusable(let file):
            "The key file \(file) is missing, damaged, or belongs to another journal."
        case .cryptographyFailed: "OpenSSL refused."
        case .damaged(let damage): damage.description
        }
    }
}

extension Damage: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .notIntact: "Entry \(sequence) is not as it was written."
        case .wrongSequence(let found): "Entry \(found) stands where entry \(sequence) should."
        case .notAuthentic: "Entry \(sequence) was not sealed with its stream's key."
        case .newerFormat:
            "Entry \(sequence) is in a newer format: this log needs a newer version of this program."
        case .segmentMissing: "The file with entry \(sequence) is missing or not a segment."
        case .checkpointMissing: "The log has lost its checkpoint."
        case .checkpointNotSigned: "The checkpoint is not signed with the log's key."
        case .checkpointOfAnotherLog(let origin, let expected):
            "The checkpoint is of another log, \(origin); this key is of \(expected)."
        case .shorterThanCheckpoint(let size):
            "Entry \(sequence) is missing: \(size) entries were signed for, and \(sequence) are there."
        case .rootDiffersFromCheckpoint:
            "One of the entries before \(sequence) is not the one that was signed for."
        case .verifierKeyReplaced: "The public key in journal/journal.vkey is not the log's."
        }
    }
}
