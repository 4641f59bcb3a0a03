import JSON
import Testing

@testable import Broker

@Suite struct `Policy batch` {
    private func lines(_ line: String) -> [String] {
        PolicyBatch.answers(line: Array(line.utf8)[...]).map { JSONWriter.text($0.json) }
    }

    private let request = #"""
        {"principal":{"type":"U","id":"a"},"action":{"type":"Action","id":"v"},\#
        "resource":{"type":"U","id":"b"},"context":{}}
        """#

    @Test func `prints decision, reasons and errors of each request`() {
        let policies =
            #"permit(principal, action, resource);forbid(principal, action, resource)when{1};"#
        #expect(
            lines(#"{"n":"x","p":"\#(policies)","s":null,"e":[],"r":[\#(request)]}"#) == [
                #"{"n":"x","valid":null,"results":[{"decision":"allow","reason":["policy0"],"errors":["policy1"]}]}"#
            ]
        )
        #expect(
            lines(#"{"n":"x","p":"","s":"entity U;","e":[],"r":[\#(request),\#(request)]}"#) == [
                #"{"n":"x","valid":true,"results":[{"decision":"deny","reason":[],"errors":[]},{"decision":"deny","reason":[],"errors":[]}]}"#
            ]
        )
    }

    @Test func `tells of policies that are not valid by the schema`() {
        let policy = "permit(principal is Nobody, action, resource);"
        let line = #"{"n":"x","p":"\#(policy)","s":"entity U;","e":[],"r":[]}"#
        #expect(lines(line) == [#"{"n":"x","valid":false,"results":[]}"#])
    }

    @Test func `a policy that does not parse is an answer`() {
        let answers = PolicyBatch.answers(line: Array(#"{"n":"x","p":"permit","r":[]}"#.utf8)[...])
        #expect(answers.map(\.isDecided) == [true])
        #expect(
            JSONWriter.text(answers[0].json)
                == #"{"n":"x","parseError":"policies:1:7: Expected `(` after the effect, found the end of the text."}"#
        )
    }

    @Test(arguments: [
        "{", "1", #"{"n":1}"#, #"{"n":1,"p":"","s":"entity","r":[]}"#,
        #"{"n":1,"p":"","s":null,"e":[1],"r":[]}"#, #"{"n":1,"p":"","s":null,"e":[],"r":[{}]}"#,
    ])
    func `input that cannot be read is told, and fails the batch`(_ line: String) throws {
        let answers = PolicyBatch.answers(line: Array(line.utf8)[...])
        #expect(answers.map(\.isDecided) == [false])
        #expect(answers[0].json["inputError"]?.string != nil)
    }

    @Test func `a line may hold several cases`() {
        let one = #"{"n":"}{\"","p":"","s":null,"e":[],"r":[]}"#
        let answer = #"{"n":"}{\"","valid":null,"results":[]}"#
        #expect(lines(one + one + " \r") == [answer, answer])
        #expect(lines("") == [])
        #expect(lines(one + "}").count == 2)
    }

    @Test func `wrong arguments exit with 2, unreadable files with 3`() {
        #expect(PolicyBatch.run(arguments: []) == 2)
        #expect(PolicyBatch.run(arguments: ["--policies"]) == 2)
        #expect(PolicyBatch.run(arguments: ["--policies", "x"]) == 2)
        #expect(PolicyBatch.run(arguments: ["--other", "x", "--policies", "y"]) == 2)
        #expect(PolicyBatch.run(arguments: ["--policies", "x", "--policies", "y"]) == 2)
        #expect(PolicyBatch.run(arguments: ["/nowhere/file.jsonl"]) == 3)
        #expect(PolicyBatch.run(arguments: ["--policies", "/nowhere", "--requests", "x"]) == 3)
    }
}
