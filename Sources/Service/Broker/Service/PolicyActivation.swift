import Casework
import Foundation
import JSON
package import Journal
import Safeguards
import Sessions

/// Puts a folder's policies into force: checked first, then written down, then obeyed.
package struct PolicyActivation: Sendable {
    private let policies: ActivePolicies
    private let journal: Journal
    /// The service's own.
    private let stream: StreamID
    private let clock: BrokerClock

    package enum Outcome: Sendable, Equatable {
        /// With the new set's fingerprint.
        case activated(String)
        /// The folder holds what is obeyed already.
        case unchanged
        /// The old set is kept, because of that.
        case kept(String)
    }

    package init(
        policies: ActivePolicies,
        journal: Journal,
        stream: StreamID,
        clock: BrokerClock
    ) {
        self.policies = policies
        self.journal = journal
        self.stream = stream
        self.clock = clock
    }

    /// Reads the folder again.
    ///
    /// What cannot be written into the log is not put into force.
    package func run() async -> Outcome {
        let book: PolicyBook
        do throws(PolicyFolder.Failure) {
            book = try PolicyFolder.book(at: policies.folder)
        } catch {
            return await keep(error.description)
        }
        guard book.fingerprint != policies.book.fingerprint else {
            policies.activate(book)
            return .unchanged
        }
        let draft = Self.activated(
            book,
            after: policies.book,
            folder: policies.folder,
            stream: stream
        )
        do throws(JournalError) {
            _ = try await journal.append([draft])
        } catch {
            return await keep("The log did not take it: \(error)")
        }
        policies.activate(book)
        return .activated(book.fingerprint ?? "")
    }

    private func keep(_ sentence: String) async -> Outcome {
        policies.refuse(.init(sentence: sentence, at: clock.now.civil))
        var object = JSONObject()
        object.insert(.string(sentence), at: "refused")
        if let kept = policies.book.fingerprint { object.insert(.string(kept), at: "kept") }
        _ = try? await journal.append([Self.draft(.policiesRefused, object, stream)])
        return .kept(sentence)
    }

    /// The entry of a set that comes into force: which, after which, who signed it off and why.
    static func activated(
        _ book: PolicyBook,
        after before: PolicyBook?,
        folder: String,
        stream: StreamID
    ) -> Draft {
        var object = JSONObject()
        if let set = book.fingerprint { object.insert(.string(set), at: "policySet") }
        if let before = before?.fingerprint { object.insert(.string(before), at: "before") }
        object.insert(.integer(Int64(book.count)), at: "policies")
        let note = note(in: folder)
        object.insert(.string(note.by), at: "by")
        object.insert(.string(note.why), at: "why")
        return draft(.policiesActivated, object, stream)
    }

    private static func draft(_ type: EntryType, _ object: JSONObject, _ stream: StreamID) -> Draft
    {
        Draft(
            stream: stream,
            type: type.rawValue,
            payload: JSONWriter.bytes(.object(object))
        )
    }

    /// Who signed the set off and why: `activation.json` beside the policies.
    private static func note(in folder: String) -> (by: String, why: String) {
        let bytes = FileManager.default.contents(atPath: folder + "/activation.json")
        let json = bytes.flatMap { try? JSONParser.parse(Array($0)) }
        return (json?["by"]?.string ?? "", json?["why"]?.string ?? "")
    }
}

extension ActivePolicies {
    /// What `/readyz` says of the policies.
    var readiness: JSONValue {
        let book = book
        var object = JSONObject()
        object.insert(.bool(true), at: "ready")
        object.insert(book.fingerprint.map(JSONValue.string) ?? .null, at: "policySet")
        object.insert(.integer(Int64(book.count)), at: "policies")
        if let refusal {
            object.insert(
                [
                    "sentence": .string(refusal.sentence),
                    "at": .integer(refusal.at.milliseconds),
                ],
                at: "newPoliciesRefused"
            )
        }
        return .object(object)
    }
}

extension PolicyActivation.Outcome {
    /// For whoever asked.
    var sentence: String {
        switch self {
        case .activated(let set): "New policies are in force: \(set)."
        case .unchanged: "The policies are the ones in force already."
        case .kept(let why): "The policies in force are kept. \(why)"
        }
    }
}
