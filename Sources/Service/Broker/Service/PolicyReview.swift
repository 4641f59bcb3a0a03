import Casework
import Cedar
import Foundation
import JSON
import Journal
import Safeguards
import Sessions

/// What a lead reads of the policies: the set in force, since when and by whom, whether its examples hold; and if the
/// folder holds another set by now, what that one would change before it is put into force.
struct PolicyReview: Sendable {
    private let policies: ActivePolicies
    private let data: String

    init(_ policies: ActivePolicies, data: String) {
        self.policies = policies
        self.data = data
    }

    func json(in zone: CivilZone) -> JSONValue {
        let book = policies.book
        let isChanged = PolicyFolder.fingerprint(at: policies.folder) != book.fingerprint
        var object = JSONObject()
        object.insert(book.fingerprint.map(JSONValue.string) ?? .null, at: "policySet")
        object.insert(.integer(Int64(book.count)), at: "policies")
        object.insert(activation(in: zone) ?? .null, at: "activation")
        object.insert(.array(PolicyLimit.allCases.map { limit(book.limits, $0) }), at: "limits")
        // The examples stand in the folder: they are those of the set in force only while that is the folder's.
        object.insert(isChanged ? .null : examples, at: "examples")
        object.insert(refusal(in: zone) ?? .null, at: "refused")
        object.insert(isChanged ? offered(against: book) : .null, at: "offered")
        return .object(object)
    }

    /// Since when the set is in force, who signed it off, and why.
    private func activation(in zone: CivilZone) -> JSONValue? {
        var newest: JSONValue?
        _ = try? StoredJournal.read(directory: data) { entry in
            guard EntryType(rawValue: entry.type) == .policiesActivated,
                case .opened(let bytes) = entry.payload,
                let json = try? JSONParser.parse(bytes, limits: .file)
            else { return }
            newest = [
                "at": .string(zone.dayAndClock(entry.time)),
                "by": json["by"] ?? "", "why": json["why"] ?? "",
            ]
        }
        return newest
    }

    private func limit(_ limits: PolicyLimits, _ limit: PolicyLimit) -> JSONValue {
        [
            "name": .string(limit.rawValue), "value": .string(limits.text(limit)),
            "rule": .string(limit.rule),
        ]
    }

    private func refusal(in zone: CivilZone) -> JSONValue? {
        policies.refusal.map {
            [
                "sentence": .string($0.sentence),
                "at": .string(zone.dayAndClock(UInt64(clamping: $0.at.milliseconds))),
            ]
        }
    }

    private var examples: JSONValue {
        guard let outcomes = try? PolicyTest.outcomes(folder: policies.folder) else { return .null }
        return [
            "count": .integer(Int64(outcomes.count)),
            "failed": .array(
                outcomes.filter { !$0.holds }.map {
                    [
                        "name": .string($0.example.name),
                        "expected": .string(
                            words($0.example.decision.rawValue, $0.example.reasons)
                        ),
                        "came": .string(words($0.decision.rawValue, $0.reasons)),
                    ]
                }
            ),
        ]
    }

    private func words(_ decision: String, _ reasons: [String]) -> String {
        reasons.isEmpty ? decision : "\(decision): \(reasons.joined(separator: ", "))"
    }

    /// The folder's set, which nothing obeys yet.
    private func offered(against book: PolicyBook) -> JSONValue {
        let changed: PolicyBook
        do throws(PolicyFolder.Failure) {
            changed = try PolicyFolder.book(at: policies.folder)
        } catch {
            return ["problem": .string(error.description)]
        }
        var object = JSONObject()
        object.insert(changed.fingerprint.map(JSONValue.string) ?? .null, at: "policySet")
        object.insert(.integer(Int64(changed.count)), at: "policies")
        object.insert(examples, at: "examples")
        guard let past = try? PastSessions(directory: data) else { return .object(object) }
        let backtest = Backtest(past.sessions, current: book, changed: changed)
        object.insert(.string(backtest.text), at: "backtest")
        return .object(object)
    }
}

extension CivilZone {
    fileprivate func dayAndClock(_ milliseconds: UInt64) -> String {
        let moment = Timestamp(milliseconds: Int64(clamping: milliseconds))
        return "\(day(moment)), \(clock(moment))"
    }
}
