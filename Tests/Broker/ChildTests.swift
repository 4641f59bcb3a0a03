import Broker
import Casework
import Foundation
import JSON
import Sessions
import TestSupport
import Testing

/// What the child does, over the wire, and what the others are told of it.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A child over the wire` {
    private func live(_ house: House) async throws -> [String: Visitor] {
        let people = try await house.gather()
        try await Beats.go(on: people) {
            try await #require(people["Marcus"]).startWhenReady()
        }
        return people
    }

    @Test func `takes a break: everybody pauses, reads neutral words, and Marcus lets it go on`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let farida = try #require(people["Farida"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            #expect(try await farida.ask(["type": "break"])["code"] == "notAllowed")
            #expect(try await amina.ask(["type": "break"])["type"] == "done")
            try await farida.wait(forPhase: "held")
            #expect(farida.snapshot?["media"]?["isOpen"] == false)
            #expect(
                farida.snapshot?["sentence"]
                    == "We are having a short break. Please wait here. We will go on, or ring you."
            )
            try await amina.wait(forPhase: "held")
            #expect(
                amina.snapshot?["sentence"]
                    == "You have a break. You did nothing wrong. Denise is with you."
            )
            #expect(try await amina.ask(["type": "resume"])["code"] == "notAllowed")
            #expect(try await amina.ask(["type": "ready"])["type"] == "done")
            _ = try await marcus.wait("that Amina is ready") {
                marcus.child?["isReady"] == true ? true : nil
            }
            #expect(marcus.phase == "held")
            try await marcus.resumeWhenReady()
            try await farida.wait(forPhase: "live")
        }
        let nasrin = try #require(people["Nasrin"])
        for visitor in [nasrin, farida] {
            #expect(!visitor.raw.contains("childBreak"))
            #expect(!visitor.raw.contains("isReady"))
        }
        try house.service.stop()
    }

    @Test func `says she is not OK, and her mother gets the very same bytes as without`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let nasrin = try #require(people["Nasrin"])
        let farida = try #require(people["Farida"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            try await nasrin.wait(forPhase: "live")
            try await Task.sleep(for: .seconds(2))
            let without = try await nasrin.window()
            amina.alert()
            _ = try await marcus.wait("the alert") {
                marcus.child?["alerts"]?.array?.count == 1 ? true : nil
            }
            #expect(try await marcus.ask(["type": "acknowledge"])["type"] == "done")
            _ = try await marcus.wait("that it was seen") {
                marcus.child?["alerts"]?.array?.first?["acknowledgedBy"] == "Marcus" ? true : nil
            }
            let with = try await nasrin.window()
            #expect(with.texts == without.texts)
            // The alert's own messages took none of her numbers: they go on one by one.
            #expect(with.numbers == Array(with.first...(with.first + 3)))
        }
        for visitor in [nasrin, farida, amina] {
            #expect(!visitor.raw.contains("alert"))
            #expect(!visitor.raw.contains("children"))
        }
        try house.service.stop()
    }

    @Test func `reads that Marcus has gone, that she did nothing wrong, and who is with her`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let farida = try #require(people["Farida"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            marcus.vanish()
            try await amina.wait(forPhase: "held")
            try await farida.wait(forPhase: "held")
        }
        #expect(
            amina.snapshot?["sentence"]
                == "Marcus has gone for a moment. You did nothing wrong. Denise is with you."
        )
        #expect(
            farida.snapshot?["sentence"]
                == "We are having a short break. Please wait here. We will go on, or ring you."
        )
        try house.service.stop()
    }

    @Test func `chooses a face before and after, from her seat only`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let nasrin = try #require(people["Nasrin"])
        #expect(try await amina.feel("happy") == 200)
        #expect(try await amina.feel("sad") == 409)
        #expect(try await nasrin.feel("sad") == 409)
        #expect(try await nasrin.feel("sad", seat: amina.seat) == 403)
        _ = try await marcus.wait("her face") { marcus.child?["before"] == "happy" ? true : nil }
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            #expect(try await amina.feel("sad") == 409)
            #expect(try await marcus.ask(["type": "end", "reason": "planned"])["type"] == "done")
        }
        _ = try await amina.wait("the goodbye") { amina.hasEnded ? true : nil }
        let bye = try #require(amina.messages.last { $0["type"] == "bye" })
        #expect(bye["message"] == "All done for today. Next time is Friday.")
        let after = try await amina.get("/api/after?seat=\(amina.seat)")
        #expect(after.json["mayFeel"] == true)
        #expect(after.json["next"] == "Friday")
        #expect(try await amina.feel("skipped") == 200)
        _ = try await marcus.wait("the second") { marcus.child?["after"] == "skipped" ? true : nil }
        try house.service.stop()
    }

    @Test func `after the end Denise and Nasrin write their own words, with the link they had`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await live(house)
        let marcus = try #require(people["Marcus"])
        let nasrin = try #require(people["Nasrin"])
        let amina = try #require(people["Amina"])
        let early: JSONValue = ["seat": .string(amina.seat), "text": "Too early."]
        #expect(try await amina.post("/api/afterword", early).status == 409)
        #expect(try await nasrin.get("/api/after?seat=\(nasrin.seat)").status == 403)
        _ = try await marcus.ask(["type": "end", "reason": "planned"])
        let farida = try #require(people["Farida"])
        #expect(try await farida.get("/api/after?seat=\(farida.seat)").status == 403)
        let denise = try house.visitor("Amina")
        #expect(try await denise.look().json["isOver"] == true)
        #expect(try await denise.joinStatus() == 200)
        let words: JSONValue = ["seat": .string(amina.seat), "text": "She slept well."]
        #expect(try await denise.post("/api/afterword", words).status == 200)
        let own: JSONValue = ["seat": .string(nasrin.seat), "text": "আমরা খুশি ছিলাম।"]
        #expect(try await nasrin.post("/api/afterword", own).status == 200)
        let record = try await marcus.get("/api/record?seat=\(marcus.seat)")
        let fields = record.json["sections"]?.array?.flatMap { $0["fields"]?.array ?? [] } ?? []
        let carer = fields.first { $0["key"] == "carerAfter-log" }?["value"]?.string ?? ""
        #expect(carer.contains("Denise wrote afterwards: She slept well."), "\(carer)")
        let adult = fields.first { $0["key"] == "adultComment-log" }?["value"]?.string ?? ""
        #expect(adult.contains("আমরা খুশি ছিলাম।"), "\(adult)")
        try house.service.stop()
    }

    @Test func `draws with her mother while it is live, and not a point passes in a pause`()
        async throws
    {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        let nasrin = try #require(people["Nasrin"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            amina.stroke(1)
            #expect(try await marcus.ask(["type": "draw"])["code"] == "notAllowed")
            #expect(try await amina.ask(["type": "draw"])["type"] == "done")
            #expect(try await nasrin.ask(["type": "draw"])["code"] == "notNow")
            amina.stroke(2)
            marcus.stroke(9)
            _ = try await nasrin.wait("her line") { nasrin.strokes == [2] ? true : nil }
            _ = try await marcus.wait("her line") { marcus.strokes == [2] ? true : nil }
            #expect(amina.strokes == [])
            #expect(nasrin.snapshot?["isDrawing"] == true)
            #expect(try await marcus.ask(["type": "hold", "reason": "other"])["type"] == "done")
            nasrin.stroke(3)
            amina.stroke(4)
            for visitor in [nasrin, amina, marcus] { _ = try await visitor.ask(["type": "start"]) }
            try await marcus.resumeWhenReady()
            nasrin.stroke(5)
            _ = try await amina.wait("her mother's line") { amina.strokes == [5] ? true : nil }
            _ = try await marcus.wait("the line too") { marcus.strokes == [2, 5] ? true : nil }
            nasrin.vanish()
            let secret = try #require(nasrin.snapshot?["you"]?["resumeSecret"]?.string)
            try await nasrin.connect(resume: secret)
            try await marcus.resumeWhenReady()
            _ = try await nasrin.wait("all of it again") {
                nasrin.strokes == [2, 2, 5] ? true : nil
            }
        }
        let joanna = try house.visitor("Joanna")
        _ = try await joanna.joinStatus()
        let seats = house.session.initial.plan.seats
        let lead = try #require(seats.first { $0.value.role == .lead }?.key.text)
        let timeline = try await joanna.get("/api/timeline?seat=\(lead)")
        let entries = timeline.json["entries"]?.array ?? []
        #expect(entries.filter { $0["type"] == "drawingBegan" }.count == 1)
        #expect(!entries.contains { $0["sentence"]?.string?.contains("1000") == true })
        try house.service.stop()
    }

    @Test func `draws no more than twenty pieces a second`() async throws {
        let house = try await House.open(at: House.start)
        let people = try await house.gather()
        let marcus = try #require(people["Marcus"])
        let amina = try #require(people["Amina"])
        try await Beats.go(on: people) {
            try await marcus.startWhenReady()
            _ = try await amina.ask(["type": "draw"])
            for number in 0..<300 { amina.stroke(number % 1000) }
            _ = try await amina.ask(["type": "start"])
            _ = try await marcus.ask(["type": "start"])
            #expect(marcus.strokes.count >= 40)
            #expect(marcus.strokes.count < 200, "\(marcus.strokes.count)")
        }
        try house.service.stop()
    }
}

extension Visitor {
    fileprivate var child: JSONValue? { snapshot?["children"]?.array?.first }

    fileprivate func alert() {
        sendRaw(#"{"type":"beat","visible":true,"feeds":[],"alert":true}"#)
    }

    fileprivate func stroke(_ x: Int) {
        sendRaw(#"{"type":"stroke","colour":"blue","points":[\#(x),0,\#(x),1]}"#)
    }

    /// The first number of each piece that came.
    fileprivate var strokes: [Int64] {
        messages.filter { $0["type"] == "stroke" }.compactMap {
            $0["points"]?.array?.first?.integer
        }
    }

    fileprivate func feel(_ feeling: String, seat: String? = nil) async throws -> Int {
        let body: JSONValue = ["seat": .string(seat ?? self.seat), "feeling": .string(feeling)]
        return try await post("/api/feeling", body).status
    }

    /// The next four messages: their texts without number and time, their numbers, and the time between.
    fileprivate func window() async throws -> Window {
        let from = rawCount
        var window = Window()
        var last: ContinuousClock.Instant?
        for index in 0..<4 {
            _ = try await wait("another message") { rawCount > from + index ? true : nil }
            let now = ContinuousClock.now
            if let last { window.gaps.append(now - last) }
            last = now
        }
        for text in rawTexts.dropFirst(from).prefix(4) {
            window.texts.append(Self.withoutNumbers(text))
            let json = try JSONParser.parse(Array(text.utf8), limits: .file)
            window.numbers.append(json["sequence"]?.integer ?? 0)
        }
        return window
    }

    private static func withoutNumbers(_ text: String) -> String {
        text.replacing(/"(sequence|civil)":[0-9]+/) { "\"\($0.output.1)\"" }
    }
}

/// What one page got in a while.
private struct Window {
    var texts: [String] = []
    var numbers: [Int64] = []
    var gaps: [Duration] = []

    var first: Int64 { numbers.first ?? 0 }
}
