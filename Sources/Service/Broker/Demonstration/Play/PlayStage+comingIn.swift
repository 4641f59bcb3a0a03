import CaseRecords
import Casework
import JSON
import Sessions

/// Links, waiting rooms, and who is let in when.
extension PlayStage {
    func comeIn() async throws(PlayStop) {
        let plan = session.initial.plan
        report.title(
            "Kites: Amina, 7, and her mum Nasrin. \(plan.zone.day(plan.start)), "
                + "\(plan.zone.clock(plan.start)) to \(plan.zone.clock(plan.end))"
        )
        report.line("Marcus supervises, Farida interprets, Denise sits beside Amina.")
        try await comeTooEarly()
        try await openTheWrongLink()
        try await wait()
        try await letIn()
    }

    private func comeTooEarly() async throws(PlayStop) {
        let nasrin = try person("Nasrin")
        await step(
            "Nasrin opens her link, twenty minutes early, and tries to come in all the same."
        )
        let look = try await nasrin.look()
        _ = try await nasrin.takeSeat()
        try await nasrin.connect()
        let isTold = await nasrin.shows { $0.bye != nil }
        await rule("knock")
        report.reads("Nasrin", nasrin.bye ?? "")
        let opens = look.json["opensAt"]?.string ?? ""
        check(.p8, "She is told when to come back: at \(opens).", isTold && opens == "15:45")
    }

    private func openTheWrongLink() async throws(PlayStop) {
        letTimePass(to: -12)
        await step("Kamal, who must never meet Nasrin, opens her link in his own browser.")
        let kamals = house.seatings.first {
            $0.session.initial.plan.version.plan == Kites.fatherPlanName
        }
        guard let kamals else { throw PlayStop("Kamal has no session.") }
        let kamal = try browser(with: "Kamal", in: kamals)
        _ = try await kamal.takeSeat()
        let intruder = try browser(with: "Nasrin")
        intruder.borrowBrowser(of: kamal)
        let look = try await intruder.look()
        let join = try await intruder.takeSeat()
        await rule("agree")
        report.reads("Kamal", look.json["error"]?["message"]?.string ?? "")
        check(.p6, "The link opens nothing for him.", look.status == 403 && join.status == 403)
        let names = ["Nasrin", "Amina", "Farida", "Marcus", "Denise", "mother"]
        let isSilent = !names.contains { intruder.received.contains($0) }
        check(.p5, "Nothing that he was sent names her or anybody with her.", isSilent)
    }

    private func wait() async throws(PlayStop) {
        letTimePass(to: -6)
        await step("Marcus, Farida, Nasrin and Amina come, each to a waiting room of their own.")
        // Asked each time (E23); without her answer Farida is not let in.
        _ = try await person("Farida").declare(knows: false)
        for name in ["Marcus", "Farida", "Nasrin", "Amina"] { try await person(name).arrive() }
        let nasrin = try person("Nasrin")
        report.reads("Amina", try person("Amina").sentence)
        let isAlone = nasrin.snapshot?["people"]?.array?.isEmpty == true
        check(.p5, "Nobody who waits is told who or how many wait.", isAlone)
        await checkWays(0, "Nothing passes: 0 of the 12 ways are open.")
    }

    private func letIn() async throws(PlayStop) {
        let marcus = try person("Marcus")
        await step("Marcus goes in, ticks his five checks, and looks at each face.")
        _ = try await admit("Marcus")
        for check in ["restrictionsRead", "backgroundSeen", "alone", "sober", "groundRules"] {
            _ = try await marcus.ask(["type": "check", "check": .string(check)])
        }
        for name in ["Farida", "Nasrin", "Amina"] {
            let seat = JSONValue.string(try person(name).seat)
            _ = try await marcus.ask(["type": "confirmIdentity", "seat": seat])
        }
        await step("He lets Amina in first. That is too soon: the child comes last.")
        let isOutside = try await !admit("Amina")
        await rule("admit", on: "Amina")
        check(.p1, "She stays outside until everybody who belongs there is in.", isOutside)
        await step("Farida comes in. Then Nasrin, who has not agreed yet.")
        _ = try await admit("Farida")
        let isRefused = try await !admit("Nasrin")
        await rule("admit", on: "Nasrin")
        check(.p13, "Nobody comes in without their own agreement.", isRefused)
        try await agree()
    }

    private func agree() async throws(PlayStop) {
        await step("Nasrin reads the ground rules in Bengali, and agrees.")
        let nasrin = try person("Nasrin")
        _ = try await nasrin.agree()
        let language = await logged { entry -> String? in
            guard case .event(.agreementGiven(_, let language)) = entry.entry else { return nil }
            return language.rawValue
        }
        check(.p13, "Her agreement is in the log, in her language.", language == "bn")
        _ = try await admit("Nasrin")
        await step("Now Amina, last of all.")
        _ = try await admit("Amina")
        await rule("admit", on: "Amina", isAllowed: true)
        for name in ["Farida", "Nasrin", "Amina"] {
            try await person(name).wait("in the room") { $0.place == "room" }
        }
        await checkWays(0, "Everybody is in, and still nothing passes: 0 of the 12 ways are open.")
    }

    /// Marcus lets somebody in; whether he may.
    func admit(_ name: String) async throws(PlayStop) -> Bool {
        let seat = JSONValue.string(try person(name).seat)
        let answer = try await person("Marcus").ask(["type": "admit", "seat": seat])
        return answer["type"] == "done"
    }
}
