import CaseRecords
import Casework
import JSON
import Sessions

/// An adult withdraws; three days later the child stops.
extension PlayStage {
    func withdraw() async throws(PlayStop) {
        letTimePass(to: 14)
        await step("Nasrin cannot go on today. She takes back her agreement, on her own page.")
        let (nasrin, marcus) = (try person("Nasrin"), try person("Marcus"))
        nasrin.send(["type": "withdraw"])
        let isOut = await nasrin.shows { $0.bye != nil }
        report.reads("Nasrin", nasrin.bye ?? "")
        check(.p13, "She is out at once; no policy was asked and nobody had to allow it.", isOut)
        let isHeld = await marcus.shows { $0.phase == "held" }
        await rule("continueSession")
        let isSilent = await hasWays(0)
        check(.p1, "Without her it does not go on: nothing passes.", isHeld && isSilent)
        await step(
            "Marcus tries to go on without her, and Nasrin’s browser tries everything it had."
        )
        let resume = try await marcus.ask(["type": "resume"])
        await rule("resume")
        check(.p1, "It stays paused.", resume["type"] == "refused")
        let link = try await nasrin.takeSeat()
        let ticket = try await nasrin.post("/api/ticket", ["seat": .string(nasrin.seat)])
        check(
            .p6,
            "Her link, her place and her connection open nothing any more today.",
            link.status >= 400 && ticket.status >= 400
        )
        let agreed = await session.log.contains {
            if case .event(.agreementGiven) = $0.entry { true } else { false }
        }
        check(.p13, "That she had agreed stays in the log. Nothing is counted against her.", agreed)
        try await end()
    }

    private func end() async throws(PlayStop) {
        let farida = try person("Farida")
        await step("Marcus ends kindly. Amina’s page says goodbye first.")
        let reason: JSONValue = ["type": "end", "reason": "other"]
        _ = try await person("Marcus").ask(reason)
        guard await farida.shows({ $0.ending != nil }) else {
            throw PlayStop("The session did not end.")
        }
        report.reads("Amina", try person("Amina").bye ?? "")
        report.reads("Farida", farida.ending ?? "")
        keep(farida.ending ?? "", as: "Farida’s goodbye")
        try await evidence.keep(house.journal)
    }

    func childStops() async throws(PlayStop) {
        try await goOnToTheNext()
        let plan = session.initial.plan
        report.title(
            "The next time in the plan: \(plan.zone.day(plan.start)), \(plan.zone.clock(plan.start))"
        )
        await step("Nasrin may come again; she is asked anew, and agrees. Everybody comes in.")
        try await gather()
        letTimePass(to: 0)
        try await press("start", until: "live")
        await checkWays(12, "They are together: all 12 ways are open.")
        letTimePass(to: 9)
        let (amina, farida, nasrin) = (
            try person("Amina"), try person("Farida"), try person("Nasrin")
        )
        await step("Amina presses Stop.")
        let pressed = ContinuousClock.now
        amina.send(["type": "stop"])
        let isOver = await farida.shows { $0.ending != nil }
        let isSilent = await hasWays(0)
        let closed = watch.last(.closed)
        let milliseconds = closed.map { pressed.duration(to: $0.at).wholeMilliseconds } ?? -1
        check(
            .p7,
            "Everything is off \(milliseconds) ms after her press.",
            isOver && (0...500).contains(milliseconds) && isSilent
        )
        report.reads("Amina", amina.bye ?? "")
        report.reads("Farida", farida.ending ?? "")
        check(
            .p7,
            "The adults read the same words as at the end on Tuesday.",
            farida.ending != nil && farida.ending == kept("Farida’s goodbye")
        )
        let hasHint = [nasrin, farida].contains { $0.received.lowercased().contains("stop") }
        check(.p7, "Nothing that they were sent says that it was her.", !hasHint)
        try await checkNobodyWasAsked()
    }

    private func checkNobodyWasAsked() async throws(PlayStop) {
        let stopped = await logged { entry -> UInt64? in
            guard case .event(.ended(.childStopped, _)) = entry.entry else { return nil }
            return entry.sequence
        }
        let wasAsked = await news.contains { entry in
            if case .decision = entry.entry { entry.sequence < stopped ?? 0 } else { false }
        }
        check(
            .p7,
            "No policy was asked; the log has it as entry \(stopped ?? 0), for those who look after her.",
            stopped != nil && !wasAsked
        )
    }

    /// Everybody arrives and is let in, in order.
    private func gather() async throws(PlayStop) {
        let names = ["Marcus", "Farida", "Nasrin", "Amina"]
        _ = try await person("Nasrin").agree()
        _ = try await person("Farida").declare(knows: false)
        for name in names { try await person(name).arrive() }
        let marcus = try person("Marcus")
        for check in ["restrictionsRead", "backgroundSeen", "alone", "sober", "groundRules"] {
            _ = try await marcus.ask(["type": "check", "check": .string(check)])
        }
        for name in names {
            let seat = JSONValue.string(try person(name).seat)
            if name != "Marcus" {
                _ = try await marcus.ask(["type": "confirmIdentity", "seat": seat])
            }
            guard try await admit(name) else { throw PlayStop("\(name) could not be let in.") }
        }
    }
}
