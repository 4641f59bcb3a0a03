import Casework
import JSON
import Sessions
import Testing

@Suite struct `An entry of the log` {
    private static let seat = Room.seat("family")
    private static let events =
        EveryEvent.about(seat) + HoldReason.allCases.map { .held($0, by: nil) }
        + EndReason.allCases.map { .ended($0, by: nil) }
        + RemovalReason.allCases.map { .removed(seat, $0, by: nil) }
        + Check.allCases.map { .checkDone($0, by: seat) }
        + Feeling.allCases.map { .felt(seat, $0, .before) }
        + [.incident("words", nil), .noted("", .note, by: seat)]

    private static let decision = DecisionEntry(
        isAllowed: false,
        action: "startSession",
        subject: nil,
        by: seat,
        policies: ["G12", "G30"],
        sentences: ["The interpreter is not here."],
        errors: ["G31: no such attribute"],
        present: [seat, Room.gran],
        sightAge: 1200
    )

    @Test func `is read back as it was written`() throws {
        for event in Self.events {
            #expect(try Self.readBack(.event(event)) == .event(event))
        }
        #expect(try Self.readBack(.decision(Self.decision)) == .decision(Self.decision))
    }

    @Test func `has a word of its own for each event`() {
        let names = EveryEvent.about(Self.seat).map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `is refused when a part that it needs is missing`() {
        let optional: Set = [
            "held by", "ended by", "removed by", "incident seat", "breakTalkBegan interpreter",
        ]
        for event in EveryEvent.about(Self.seat) {
            guard case .object(let object) = event.json else {
                Issue.record("\(event.name) is not an object")
                continue
            }
            for member in object.members {
                var rest = JSONObject()
                for other in object.members where other.name != member.name {
                    rest.insert(other.value, at: other.name)
                }
                let isRead = SessionEvent(json: .object(rest)) != nil
                #expect(
                    isRead == optional.contains("\(event.name) \(member.name)"),
                    "\(event.name) without \(member.name)"
                )
            }
        }
    }

    @Test func `is refused when a part is not what it should be`() {
        for event in EveryEvent.about(Self.seat) {
            guard case .object(let object) = event.json else { continue }
            for member in object.members {
                for wrong in [JSONValue.bool(true), .null, .array([])] {
                    // Of a yes or no, yes is right.
                    if member.value.bool != nil, wrong.bool != nil { continue }
                    var changed = JSONObject()
                    for other in object.members {
                        changed.insert(
                            other.name == member.name ? wrong : other.value,
                            at: other.name
                        )
                    }
                    #expect(
                        SessionEvent(json: .object(changed)) == nil,
                        "\(event.name) with \(member.name) \(wrong)"
                    )
                }
            }
        }
    }

    @Test(arguments: [
        #"{}"#, #"[]"#, #""scheduled""#, #"{"event":"exploded"}"#, #"{"event":""}"#,
        #"{"event":"Scheduled"}"#, #"{"event":"arrived","seat":"nasrin"}"#,
        #"{"event":"arrived","seat":"s-Nasrin"}"#, #"{"event":"arrived","seat":"s-abc"}"#,
        #"{"event":"held","reason":"boredom"}"#, #"{"event":"held","reason":"conduct","by":"x"}"#,
        #"{"event":"checkDone","check":"mood","by":"s-marcus"}"#,
        #"{"event":"agreementGiven","seat":"s-nasrin","language":"xx"}"#,
        #"{"event":"noted","text":"t","kind":"rumour","by":"s-marcus"}"#,
        #"{"event":"serviceGap","milliseconds":"900"}"#,
        #"{"event":"felt","seat":"s-amina","feeling":"cross","checkIn":"before"}"#,
        #"{"event":"felt","seat":"s-amina","feeling":"happy","checkIn":"during"}"#,
        #"{"decision":"allowed"}"#,
        #"{"decision":"perhaps","action":"admit"}"#, #"{"action":"admit"}"#,
    ])
    func `is refused when it says what nobody ever wrote`(text: String) throws {
        #expect(LogEntry(json: try Self.parse(Array(text.utf8))) == nil)
    }

    private static func readBack(_ entry: LogEntry) throws -> LogEntry? {
        LogEntry(json: try parse(JSONWriter.bytes(entry.json, sorted: false)))
    }

    private static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONParser.parse(bytes, limits: .message)
    }
}

@Suite struct `A seat's name` {
    @Test(arguments: ["s-abcd", "s-0123456789abcdef"])
    func `is s- and four to sixteen letters or digits`(text: String) {
        #expect(SeatID(text)?.text == text)
    }

    @Test(arguments: [
        "", "s-", "s-abc", "s-0123456789abcdefg", "S-abcd", "s_abcd", "s-ABCD", "s-ab cd",
        "s-abcd\n", "s-абвг", "s-abc\u{301}d", "\u{FEFF}s-abcd", "abcdef",
    ])
    func `is nothing else`(text: String) {
        #expect(SeatID(text) == nil)
    }
}
