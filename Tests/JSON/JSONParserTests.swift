import JSON
import Testing

@Suite struct `The JSON parser` {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONParser.parse(Array(text.utf8))
    }

    @Test(arguments: [
        ("1", JSONValue.integer(1)), ("1.0", .number(1)), ("-0", .integer(0)),
        ("1e2", .number(100)),
        (" [ true , null ] ", .array([.bool(true), .null])),
        (#""\ud83d\ude00\u00e9\n""#, .string("😀é\n")),
        (#"{"a":{"b":[]}}"#, ["a": ["b": []]] as JSONValue),
        ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ])
    func `reads a value without loss`(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(arguments: [
        "", "tru", "01", "1.", "+1", "1e", "1e999", "[1,]", "{\"a\":1,}", "{a:1}", "\"\\x\"",
        "\"\u{1}\"",
        #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "[1] 2", "nul", "\"abc", "{\"a\"}", "[",
        "{\"a\":1 \"b\":2}",
    ])
    func `refuses what is not JSON`(text: String) {
        #expect(throws: JSONError.self) { try parse(text) }
    }

    @Test func `refuses a name written twice, however it is spelled`() {
        #expect(throws: JSONError.duplicateName("a", offset: 1)) {
            try parse(#"{"a":1,"\u0061":2}"#)
        }
        let many = "{" + (0..<20).map { "\"k\($0)\":0" }.joined(separator: ",") + ",\"k7\":1}"
        #expect(throws: JSONError.duplicateName("k7", offset: 1)) { try parse(many) }
    }

    @Test func `takes names that Swift thinks equal for two`() throws {
        let value = try parse(#"{"\u00e9":1,"e\u0301":2}"#)
        #expect(value["\u{e9}"] == 1)
        #expect(value["e\u{301}"] == 2)
    }

    @Test func `stops at its limits`() {
        let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        #expect(throws: JSONError.tooDeep(limit: 32, offset: 32)) { try parse(deep) }
        #expect(throws: JSONError.tooLong(limit: 65_536)) {
            try JSONParser.parse([UInt8](repeating: 0x20, count: 65_537))
        }
    }

    @Test func `refuses bytes that are not UTF-8`() {
        #expect(throws: JSONError.malformedString(offset: 0)) {
            try JSONParser.parse([0x22, 0xC3, 0x28, 0x22])
        }
    }

    @Test func `what is written is read as the same value`() throws {
        let value: JSONValue = [
            "z": [1, .number(1.5), true, .null], "a": "tab\tquote\"\\ \u{1} é 😀", "m": ["x": []],
        ]
        #expect(try JSONParser.parse(JSONWriter.bytes(value)) == value)
        #expect(JSONWriter.text(["b": 1, "a": 2], sorted: true) == #"{"a":2,"b":1}"#)
    }
}
