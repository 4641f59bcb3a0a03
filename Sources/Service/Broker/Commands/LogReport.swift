import Cryptography
import JSON
import Journal
import TransparencyLog
import Signalling

/// The two verdicts on a log, for people and for machines.
struct LogReport {
    private let verification: LogVerification
    /// The outside checkpoint is one that the broker was given by a witness, and kept.
    private let isOutsideKeptBeside: Bool

    init(_ verification: LogVerification, isOutsideKeptBeside: Bool = false) {
        self.verification = verification
        self.isOutsideKeptBeside = isOutsideKeptBeside
    }

    /// The first of the two verdicts, for a page.
    static func verdict(onLogIn directory: String, key: VerifierKey) -> TimelineAnswer.Verdict {
        guard let verification = try? LogVerification(ofLogIn: directory, key: key) else {
            return TimelineAnswer.Verdict(
                holds: false,
                sentence: "Integrity: the log could not be read."
            )
        }
        let report = LogReport(verification)
        return TimelineAnswer.Verdict(holds: report.isPositive, sentence: report.integrity)
    }

    /// Neither verdict is a bad one; an unknown one is no bad one.
    var isPositive: Bool {
        if case .violated = verification.integrity { return false }
        if case .violated = verification.completeness { return false }
        return true
    }

    var text: String {
        var lines = ["Entries: \(verification.size)", integrity, completeness]
        if isOutsideKeptBeside { lines.append(Self.besideSentence) }
        if let tail = verification.tornTail { lines.append(Self.sentence(tail)) }
        return lines.joined(separator: "\n")
    }

    private static let besideSentence = """
        That checkpoint lay beside the log: if an older copy of the whole folder was put back, only the witness's date \
        tells, or the witness itself.
        """

    static func sentence(_ tail: TornTail) -> String {
        "An unfinished write follows at byte \(tail.offset) of \(tail.file): of a crash, or of a broker at work."
    }

    var json: JSONValue {
        var members: [(String, JSONValue)] = [("entries", number(verification.size))]
        switch verification.integrity {
        case .holds(let checkpoint):
            members.append(("integrity", verdict("holds", checkpoint)))
        case .violated(let damage):
            members.append(("integrity", verdict(damage)))
        }
        switch verification.completeness {
        case .unknown: members.append(("completeness", ["verdict": "unknown"]))
        case .holds(let checkpoint):
            members.append(("completeness", verdict("holds", checkpoint)))
        case .violated(let damage):
            members.append(("completeness", verdict(damage)))
        }
        let seen = verification.sightings.map { sighting -> JSONValue in
            ["witness": .string(sighting.witness), "time": number(sighting.time)]
        }
        if !seen.isEmpty { members.append(("seen", .array(seen))) }
        if isOutsideKeptBeside { members.append(("keptBeside", .bool(true))) }
        members.append(("tornTail", .bool(verification.tornTail != nil)))
        var object = JSONObject()
        for (name, value) in members { object.insert(value, at: name) }
        return .object(object)
    }

    private var integrity: String {
        switch verification.integrity {
        case .violated(let damage): return "Integrity: violated. \(damage)"
        case .holds(let checkpoint):
            let signed = "The first \(checkpoint.size) are what \(checkpoint.origin) signed for"
            let rest = verification.size &- checkpoint.size
            return rest == 0
                ? "Integrity: holds. \(signed)."
                : "Integrity: holds. \(signed); the last \(rest) are intact, and not signed for yet."
        }
    }

    private var completeness: String {
        switch verification.completeness {
        case .unknown: "Completeness: unknown, no outside witness."
        case .violated(let damage): "Completeness: violated. \(damage)"
        case .holds(let checkpoint) where verification.sightings.isEmpty:
            "Completeness: holds for the first \(checkpoint.size), which the outside checkpoint saw."
        case .holds(let checkpoint):
            "Completeness: holds for the first \(checkpoint.size), which \(witnesses)."
        }
    }

    /// For example "witness.example saw on 2026-11-22T04:20:00Z".
    private var witnesses: String {
        verification.sightings.map { sighting in
            let time = LogCommand.moment(sighting.time.multipliedReportingOverflow(by: 1000).0)
            return "\(sighting.witness) saw on \(time)"
        }.joined(separator: " and ")
    }

    private func verdict(_ word: String, _ checkpoint: Checkpoint) -> JSONValue {
        [
            "verdict": .string(word),
            "size": number(checkpoint.size),
            "root": .string(Base64.encode(checkpoint.root.bytes)),
        ]
    }

    private func verdict(_ damage: Damage) -> JSONValue {
        [
            "verdict": "violated",
            "entry": number(damage.sequence),
            "reason": .string(damage.description),
        ]
    }

    private func number(_ value: UInt64) -> JSONValue { .integer(Int64(clamping: value)) }
}
