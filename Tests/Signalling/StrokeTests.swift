import JSON
import Sessions
import Signalling
import Testing

@Suite struct `A piece of a line` {
    @Test func `is taken apart into colour and points`() throws {
        let text = #"{"type":"stroke","colour":"red","points":[0,0,1000,1000]}"#
        let stroke = try #require(Stroke(.red, [0, 0, 1000, 1000]))
        #expect(try ClientMessage.parse(Array(text.utf8)) == .stroke(stroke))
    }

    @Test(arguments: [
        "[]", "[1,2]", "[1,2,3]", "[1,2,3,4,5]", "[-1,2,3,4]", "[1,2,3,1001]", "[1.5,2,3,4]",
        #"["1",2,3,4]"#, "[1,2,3,null]", "null", #""1,2,3,4""#, "[[1,2],[3,4]]",
        "[1,2,3,9223372036854775808]",
    ])
    func `is refused when its points are none`(points: String) {
        let text = #"{"type":"stroke","colour":"red","points":\#(points)}"#
        #expect(throws: SignallingError.malformedMessage(id: nil)) {
            try ClientMessage.parse(Array(text.utf8))
        }
    }

    @Test func `is refused in a colour that there is not, and with more than 64 points`() {
        let many = Array(repeating: "5", count: 130).joined(separator: ",")
        let full = Array(repeating: "5", count: 128).joined(separator: ",")
        #expect(throws: SignallingError.malformedMessage(id: nil)) {
            try ClientMessage.parse(
                Array(#"{"type":"stroke","colour":"red","points":[\#(many)]}"#.utf8)
            )
        }
        #expect(throws: SignallingError.malformedMessage(id: nil)) {
            try ClientMessage.parse(
                Array(#"{"type":"stroke","colour":"mud","points":[1,2,3,4]}"#.utf8)
            )
        }
        #expect(throws: Never.self) {
            try ClientMessage.parse(
                Array(#"{"type":"stroke","colour":"red","points":[\#(full)]}"#.utf8)
            )
        }
    }
}

@Suite struct `A beat` {
    @Test(arguments: [("", false), (#","alert":true"#, true), (#","alert":false"#, false)])
    func `may say that a child is not OK`(member: String, isAlert: Bool) throws {
        let text = #"{"type":"beat","visible":true,"feeds":[]\#(member)}"#
        let beat = Beat(isVisible: true, feeds: [], isAlert: isAlert)
        #expect(try ClientMessage.parse(Array(text.utf8)) == .beat(beat))
    }

    @Test(arguments: ["1", "null", #""yes""#])
    func `says so with true or false only`(value: String) {
        let text = #"{"type":"beat","visible":true,"feeds":[],"alert":\#(value)}"#
        #expect(throws: SignallingError.malformedMessage(id: nil)) {
            try ClientMessage.parse(Array(text.utf8))
        }
    }
}
