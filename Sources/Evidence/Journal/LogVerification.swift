import Cryptography
package import Storage
package import TransparencyLog

/// What anyone can find out about a log with its public key and no secret: two verdicts, never one.
///
/// Where the log's keys are at hand they serve only to name the entry that a forger changed.
package struct LogVerification: Sendable, Equatable {
    /// Whether what is there is what was written.
    package enum Integrity: Sendable, Equatable {
        /// Every frame is intact, and those that the log's own checkpoint covers are what was signed for.
        case holds(Checkpoint)
        case violated(Damage)
    }

    /// Whether all is there that ever was: only a checkpoint kept elsewhere can tell.
    package enum Completeness: Sendable, Equatable {
        case unknown
        /// Nothing is missing of what the outside checkpoint saw.
        case holds(Checkpoint)
        case violated(Damage)
    }

    /// How many entries were read; up to the first bad one if there is one.
    package let size: UInt64
    package let integrity: Integrity
    package let completeness: Completeness
    /// The witnesses that signed the outside checkpoint, of those that were asked for.
    package let sightings: [Sighting]
    /// An unfinished write at the end: of a crash, or of a broker that is at work.
    package let tornTail: TornTail?

    package struct Sighting: Sendable, Equatable {
        package let witness: String
        /// Seconds since 1970-01-01T00:00:00Z, by the witness's clock.
        package let time: UInt64

        package init(witness: String, time: UInt64) {
            self.witness = witness
            self.time = time
        }
    }

    /// Reads the whole log in a data directory and changes nothing.
    ///
    /// `outside` is the note of a checkpoint kept elsewhere; it throws `damaged` with `checkpointNotSigned` or `checkpointOfAnotherLog`
    /// if `key`, or one of `witnesses`, has not signed that one, and with `newerFormat` if the log needs a newer
    /// program: there is no verdict then. Other errors mean that the log could not be read.
    package init(
        ofLogIn path: String,
        key: VerifierKey,
        outside: [UInt8]? = nil,
        witnesses: [VerifierKey] = [],
        files: any FileStore = LocalFiles()
    ) throws(JournalError) {
        let root = Directory(path, in: files)
        let reader = LogReader(directory: root.subdirectory("journal"))
        let witnessed: Checkpoint? =
            if let outside { try reader.checkpoint(in: outside, signedBy: key) } else { nil }
        sightings =
            if let outside { try Self.sightings(of: outside, by: witnesses) } else { [] }
        var scan = Scan()
        // Damage that the log's own checkpoint shows, if it shows any.
        let (own, ownDamage) = try Self.ownCheckpoint(reader, key)
        scan.wanted = [own?.size, witnessed?.size].compactMap(\.self)
        try scan.run(reader)
        if let damage = scan.damage, damage.reason == .newerFormat { throw .damaged(damage) }

        size = scan.range.size
        tornTail = scan.tornTail
        if let damage = scan.damage ?? ownDamage ?? own.flatMap(scan.damage) {
            integrity = .violated(Self.named(damage, reader, keysIn: root.subdirectory("keys")))
        } else if let own {
            integrity = .holds(own)
        } else {
            integrity = .violated(Damage(sequence: 0, reason: .checkpointMissing))
        }
        if let witnessed {
            completeness = scan.damage(witnessed).map(Completeness.violated) ?? .holds(witnessed)
        } else {
            completeness = .unknown
        }
    }

    private static func sightings(
        of note: [UInt8],
        by witnesses: [VerifierKey]
    ) throws(JournalError) -> [Sighting] {
        guard !witnesses.isEmpty else { return [] }
        let notSigned = Damage(sequence: 0, reason: .checkpointNotSigned)
        guard let note = try? SignedNote(parsing: note),
            let signers = try? note.verified(by: witnesses), signers.count == witnesses.count
        else { throw .damaged(notSigned) }
        return signers.compactMap { witness in
            note.time(seenBy: witness).map { Sighting(witness: witness.name, time: $0) }
        }
    }

    /// Where a root tells only that some entry is another: the first that its stream's key does not open, if the
    /// keys are at hand.
    private static func named(
        _ damage: Damage,
        _ reader: LogReader,
        keysIn directory: Directory
    ) -> Damage {
        guard damage.reason == .rootDiffersFromCheckpoint,
            var keys = try? KeyStore(directory, isNew: false, random: .system)
        else { return damage }
        do throws(JournalError) {
            _ = try reader.read(limit: damage.sequence) { entry throws(JournalError) in
                _ = try keys.open(entry)
            }
        } catch .damaged(let found) {
            return found
        } catch {
            // A key that cannot be used tells nothing of the log.
        }
        return damage
    }

    private static func ownCheckpoint(
        _ reader: LogReader,
        _ key: VerifierKey
    ) throws(JournalError) -> (Checkpoint?, Damage?) {
        do throws(JournalError) {
            return (try reader.checkpoint(in: try reader.checkpointNote(), signedBy: key), nil)
        } catch .damaged(let damage) {
            return (nil, damage)
        }
    }

    /// One way through the log, remembering the roots at the sizes that somebody signed for.
    private struct Scan {
        var wanted: [UInt64] = []
        var roots: [UInt64: Digest] = [0: MerkleTree.emptyRoot]
        var range = CompactRange()
        var damage: Damage?
        var tornTail: TornTail?

        mutating func run(_ reader: LogReader) throws(JournalError) {
            do throws(JournalError) {
                let sizes = wanted
                tornTail = try reader.read(from: LogReader.End()) { first in
                    HashedRun(from: first, sizes: sizes)
                } _: { (run) throws(JournalError) in
                    for log in run.beginnings(behind: range) { roots[log.size] = log.root }
                    range.append(run.range)
                }.tornTail
            } catch .damaged(let damage) {
                self.damage = damage
            }
        }

        /// Why the log is not the one that was signed for.
        func damage(_ checkpoint: Checkpoint) -> Damage? {
            guard let root = roots[checkpoint.size] else {
                let reason = Damage.Reason.shorterThanCheckpoint(size: checkpoint.size)
                return Damage(sequence: range.size, reason: reason)
            }
            guard root != checkpoint.root else { return nil }
            return Damage(sequence: checkpoint.size, reason: .rootDiffersFromCheckpoint)
        }
    }
}
