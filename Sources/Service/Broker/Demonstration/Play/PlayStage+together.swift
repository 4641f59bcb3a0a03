import CaseRecords
import Casework
import JSON
import Sessions

/// Going live, losing the supervisor, going on.
extension PlayStage {
    func beTogether() async throws(PlayStop) {
        letTimePass(to: 0)
        await step("Four o’clock. Marcus sees and hears everybody, and begins.")
        try await press("start", until: "live")
        await rule("startSession", isAllowed: true)
        await checkWays(
            12,
            "Now sound and picture pass, on all 12 ways: from each of the four to the three others."
        )
        let decided = await logged { entry -> UInt64? in
            guard case .decision(let decision) = entry.entry,
                decision.action == "startSession", decision.isAllowed
            else { return nil }
            return entry.sequence
        }
        let opened = watch.last(.opened)?.entry ?? 0
        check(
            .p2,
            "The decision was on the disk, as entry \(decided ?? 0), before anything was opened.",
            decided.map { $0 <= opened } ?? false
        )
        letTimePass(to: 4)
        await step(
            "Amina shows her kite. Marcus writes a note: one line, the time comes by itself."
        )
        let note: JSONValue = ["type": "note", "text": "Amina showed her kite and laughed."]
        _ = try await person("Marcus").ask(note)
    }

    func loseTheSupervisor(_ cutLimit: Duration) async throws(PlayStop) {
        try await loseTheConnection(cutLimit)
        try await comeBack()
        try await freeze()
    }

    private func loseTheConnection(_ limit: Duration) async throws(PlayStop) {
        letTimePass(to: 7)
        await step("Marcus’s connection breaks.")
        let (marcus, nasrin) = (try person("Marcus"), try person("Nasrin"))
        let broken = ContinuousClock.now
        marcus.look(false)
        marcus.vanish()
        let isHeld = await nasrin.shows { $0.phase == "held" }
        await rule("continueSession")
        let closed = watch.last(.closed)
        let milliseconds = closed.map { broken.duration(to: $0.at).wholeMilliseconds } ?? -1
        let most = limit.wholeMilliseconds
        check(
            .p4,
            "The server cut everything by itself, \(milliseconds) ms after the break (limit \(most)).",
            isHeld && (0...most).contains(milliseconds)
        )
        await checkWays(0, "Nothing passes: 0 of the 12 ways are open.")
        await checkHeldFirst(closed)
        report.reads("Amina", try person("Amina").sentence)
        report.reads("Farida", try person("Farida").sentence)
    }

    /// A restriction acts before it is written down.
    private func checkHeldFirst(_ closed: MediaWatch.Mark?) async {
        let entry = await logged { entry -> UInt64? in
            guard case .event(.held) = entry.entry else { return nil }
            return entry.sequence
        }
        let holds = closed.flatMap { mark in entry.map { $0 > mark.entry } } ?? false
        check(.p2, "It acted first and was written down after, as entry \(entry ?? 0).", holds)
    }

    private func comeBack() async throws(PlayStop) {
        let marcus = try person("Marcus")
        await step("He is back, and presses Go on at once, before his page has seen anybody.")
        try await marcus.connect()
        try await marcus.wait("connected again") { $0.phase == "held" }
        let early = try await marcus.ask(["type": "resume"])
        await rule("resume")
        check(
            .p4,
            "It stays paused: his page has not yet shown that he sees and hears.",
            early["type"] == "refused"
        )
        marcus.look(true)
        await step("Now his page sees and hears everybody. Still it goes on only when he says so.")
        try await marcus.wait("ready to go on") { $0.snapshot?["missing"]?.array?.isEmpty == true }
        let isSilent = await hasWays(0)
        check(.p6, "Coming back gave him his seat, and started nothing.", isSilent)
        try await press("resume", until: "live")
        await rule("resume", isAllowed: true)
        let flows = await hasWays(12)
        check(.p4, "A person started it again; all 12 ways are open.", flows)
    }

    private func freeze() async throws(PlayStop) {
        letTimePass(to: 11)
        await step("Marcus’s page freezes. The connection stands, and nobody looks any more.")
        let (marcus, nasrin) = (try person("Marcus"), try person("Nasrin"))
        marcus.look(false)
        let last = marcus.lastBeat
        let isHeld = await nasrin.shows(within: .seconds(7)) { $0.phase == "held" }
        await rule("continueSession")
        let closed = watch.last(.closed)
        let milliseconds = closed.map { last.duration(to: $0.at).wholeMilliseconds } ?? -1
        let seconds = "\(milliseconds / 1000).\(milliseconds / 100 % 10)"
        check(
            .p4,
            "The server cut everything \(seconds) s after the last sign of him (limit 5.0).",
            isHeld && (0...5_000).contains(milliseconds)
        )
        marcus.look(true)
        try await press("resume", until: "live")
        guard await hasWays(12) else { throw PlayStop("Sound and picture did not come back.") }
    }

    /// Marcus presses a button as soon as nothing is missing any more.
    func press(_ type: String, until phase: String) async throws(PlayStop) {
        let marcus = try person("Marcus")
        // What his own page says now, not what it said before the pause that others may have heard of first.
        try await marcus.wait("ready to \(type)") {
            $0.phase != phase && $0.snapshot?["missing"]?.array?.isEmpty == true
        }
        let answer = try await marcus.ask(["type": .string(type)])
        guard await marcus.shows({ $0.phase == phase }) else {
            let missing = marcus.snapshot?["missing"].map { JSONWriter.text($0) } ?? "nothing"
            throw PlayStop(
                "Marcus is not \(phase): \(JSONWriter.text(answer)), missing \(missing)."
            )
        }
        // Only what a page has vouched for is shown to a lead as seen and heard.
        _ = await logged { entry -> Bool? in
            if case .event(.attested) = entry.entry { true } else { nil }
        }
    }
}
