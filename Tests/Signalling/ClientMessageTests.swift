import Signalling
import Testing
import Sessions

@Suite struct `A message from a page` {
    private func parse(_ text: String) throws(SignallingError) -> ClientMessage {
        try ClientMessage.parse(Array(text.utf8))
    }

    @Test func `is taken apart into typed parts`() throws {
        let beat = try parse(
            #"{"type":"beat","visible":false,"feeds":[{"seat":"s-9x2m","frames":4,"audio":9}]}"#
        )
        let feed = Beat.Feed(seat: try Examples.seat("s-9x2m"), frames: 4, audio: 9)
        #expect(beat == .beat(.init(isVisible: false, feeds: [feed])))
        let hold = try parse(#"{"id":9,"type":"hold","reason":"childUpset"}"#)
        #expect(hold == .request(try Examples.id(9), .hold(.childUpset)))
    }

    @Test func `may have members that nobody knows`() throws {
        let start = try parse(#"{"id":1,"type":"start","colour":{"a":[]}}"#)
        #expect(start == .request(try Examples.id(1), .start))
    }

    @Test(arguments: ["becomeSupervisor", "Start", "start ", "state", "done"])
    func `of an unknown type is refused with its id`(type: String) throws {
        let error = SignallingError.unknownType(id: try Examples.id(3))
        #expect(throws: error) { try parse(#"{"id":3,"type":"\#(type)"}"#) }
    }

    @Test(arguments: [
        "", "[]", "3", "{}", #"{"id":1}"#, #"{"type":3,"id":1}"#, #"{"type":"start"}"#,
        #"{"id":0,"type":"start"}"#, #"{"id":-1,"type":"start"}"#, #"{"id":1.5,"type":"start"}"#,
        #"{"id":"1","type":"start"}"#, #"{"id":9007199254740992,"type":"start"}"#,
        #"{"id":1,"id":2,"type":"start"}"#,
        #"{"id":1,"type":"hello","ticket":"a"}"#,
        #"{"id":1,"type":"hello","version":2,"ticket":"a"}"#,
        #"{"id":1,"type":"hello","version":1,"ticket":""}"#,
        #"{"id":1,"type":"hello","version":1,"ticket":"a","resume":7}"#,
        #"{"id":1,"type":"admit","seat":"s-"}"#, #"{"id":1,"type":"admit","seat":"S-4K7Q"}"#,
        #"{"id":1,"type":"admit","seat":"s-4k7q\u0000"}"#, #"{"id":1,"type":"admit"}"#,
        #"{"id":1,"type":"check","check":"all"}"#, #"{"id":1,"type":"hold","reason":null}"#,
        #"{"id":1,"type":"end"}"#, #"{"id":1,"type":"note","text":""}"#,
        #"{"id":1,"type":"publish","sdp":""}"#, #"{"id":1,"type":"publish","sdp":{}}"#,
        #"{"id":1,"type":"subscribeAnswer","offer":-1,"sdp":"v=0"}"#,
        #"{"type":"beat","visible":1,"feeds":[]}"#, #"{"type":"beat","visible":true}"#,
        #"{"type":"beat","visible":true,"feeds":{}}"#,
        #"{"type":"beat","visible":true,"feeds":[1]}"#,
        #"{"type":"beat","visible":true,"feeds":[{"seat":"s-9x2m","frames":-1,"audio":0}]}"#,
        #"{"type":"beat","visible":true,"feeds":[{"seat":"s-9x2m","frames":1e3,"audio":0}]}"#,
    ])
    func `of the wrong shape is refused`(text: String) {
        #expect { try parse(text) } throws: { error in
            (error as? SignallingError)?.code == .malformedMessage
        }
    }

    @Test func `counts each seat once in a beat, and no more seats than a room has`() {
        func beat(_ seats: [String]) -> String {
            let feeds = seats.map { #"{"seat":"\#($0)","frames":1,"audio":1}"# }
            return #"{"type":"beat","visible":true,"feeds":[\#(feeds.joined(separator: ","))]}"#
        }
        #expect(throws: Never.self) { try parse(beat((0..<16).map { "s-aaa\($0)" })) }
        #expect(throws: SignallingError.self) { try parse(beat((0..<17).map { "s-aaa\($0)" })) }
        #expect(throws: SignallingError.self) { try parse(beat(["s-aaaa", "s-aaaa"])) }
    }

    @Test func `holds a small JPEG in base64, and nothing else under its name`() throws {
        func portrait(_ jpeg: String) throws(SignallingError) -> ClientMessage {
            try parse(#"{"type":"portrait","jpeg":"\#(jpeg)"}"#)
        }
        let longest = "/9j/" + String(repeating: "A", count: 24_572)
        for good in ["/9j/", "/9j/AA==", "/9j/AAA=", "/9j/+/09", longest] {
            #expect(try portrait(good) == .portrait(#require(Portrait(good))))
        }
        for bad in [
            "", "/9j", "/9j/A", "/9j/AA", "/9j/AAA", "/9j/A===", "/9j/====", "/9j/=AAA", "/9j/AA=A",
            "/9j/AA-_", "/9j/AA A", "/9j/AAA\\n", "/9j/é00", "iVBORw0K", longest + "AAAA",
        ] {
            #expect(throws: SignallingError.malformedMessage(id: nil)) { try portrait(bad) }
        }
        #expect(throws: SignallingError.self) { try parse(#"{"type":"portrait"}"#) }
        #expect(throws: SignallingError.self) { try parse(#"{"type":"portrait","jpeg":7}"#) }
    }

    @Test func `tells of a device in words of a closed set`() throws {
        func told(_ fact: String) throws(SignallingError) -> ClientMessage {
            try parse(#"{"type":"deviceFact","fact":"\#(fact)"}"#)
        }
        for fact in DeviceFact.allCases { #expect(try told(fact.rawValue) == .deviceFact(fact)) }
        for bad in ["", "Hidden", "a call from 01632 960101"] {
            #expect(throws: SignallingError.malformedMessage(id: nil)) { try told(bad) }
        }
    }

    @Test func `holds a note of 2,000 scalars and no longer one`() {
        func note(_ length: Int) -> String {
            #"{"id":1,"type":"note","text":"\#(String(repeating: "é", count: length))"}"#
        }
        #expect(throws: Never.self) { try parse(note(2_000)) }
        #expect(throws: SignallingError.self) { try parse(note(2_001)) }
        // One Character, many scalars.
        let tower = "e" + String(repeating: "\u{301}", count: 2_000)
        #expect(throws: SignallingError.self) {
            try parse(#"{"id":1,"type":"note","text":"\#(tower)"}"#)
        }
    }

    @Test func `holds a description of 60 KiB and no longer one`() {
        func publish(_ length: Int) -> String {
            #"{"id":1,"type":"publish","sdp":"\#(String(repeating: "v", count: length))"}"#
        }
        #expect(throws: Never.self) { try parse(publish(61_440)) }
        #expect(throws: SignallingError.self) { try parse(publish(61_441)) }
        #expect(throws: SignallingError.self) { try parse(publish(70_000)) }
    }

    @Test func `cut short anywhere, or with bytes changed, is refused or taken, and never traps`()
        throws
    {
        var generator = SplitMix(state: 7)
        for literal in try Literal.all("client") + Literal.all("server") {
            let bytes = Array(literal.utf8)
            for end in bytes.indices {
                #expect(throws: SignallingError.malformedMessage(id: nil)) {
                    try ClientMessage.parse(Array(bytes[..<end]))
                }
            }
            for _ in 0..<200 {
                var changed = bytes
                for _ in 0...Int.random(in: 0..<3, using: &generator) {
                    let place = Int.random(in: changed.indices, using: &generator)
                    changed[place] = UInt8.random(in: 0...255, using: &generator)
                }
                _ = try? ClientMessage.parse(changed)
            }
        }
    }
}

@Suite struct `A secret` {
    @Test func `does not print itself`() throws {
        let hello = ClientMessage.Hello(ticket: try Examples.secret("opens-it"))
        #expect(!"\(hello)".contains("opens-it"))
        var dumped = ""
        dump(hello, to: &dumped)
        #expect(!dumped.contains("opens-it"))
    }
}

/// A generator with a seed (Steele, Lea, Flood 2014), so that a failure can be had again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
