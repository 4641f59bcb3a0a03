import Foundation
import JSON
import Signalling
import Testing
import Sessions

@Suite struct `The protocol document` {
    @Test func `has only client literals that the parser takes, of every type`() throws {
        let literals = try Literal.all("client")
        var verbs: Set<Request.Verb> = []
        var hellos = 0
        var beats = 0
        var portraits = 0
        var deviceFacts = 0
        var strokes = 0
        var languages = 0
        for literal in literals {
            switch try ClientMessage.parse(Array(literal.utf8)) {
            case .hello: hellos += 1
            case .beat: beats += 1
            case .portrait: portraits += 1
            case .deviceFact: deviceFacts += 1
            case .stroke: strokes += 1
            case .language: languages += 1
            case .request(_, let request):
                verbs.insert(request.verb)
                #expect(literal.contains("\"type\":\"\(request.verb.rawValue)\""))
            }
        }
        #expect(hellos == 2)
        #expect(beats == 2)
        #expect(portraits == 1)
        #expect(deviceFacts == 1)
        #expect(strokes == 1)
        #expect(languages == 1)
        #expect(verbs == Set(Request.Verb.allCases))
    }

    @Test func `has exactly the server literals that the encoder writes`() throws {
        let written = try Examples.server().map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(try Literal.all("server") == written)
    }

    @Test func `has exactly the answers that the encoders write`() throws {
        let examples: [(String, [JSONValue])] = try [
            ("look", [Examples.look(), Examples.lookAtRespite()]), ("join", [Examples.join()]),
            ("ticket", [Examples.ticket()]),
            ("record", [Examples.record(), Examples.conflict(), Examples.signedRecord()]),
            ("sign", [Examples.sign(), Examples.signFirst()]), ("timeline", [Examples.timeline()]),
            ("after", [Examples.after()]),
            ("error", Examples.errors()), ("own-record", [Examples.ownRecord()]),
            ("queue", [Examples.queue()]), ("additions", [Examples.additions()]),
        ]
        for (name, values) in examples {
            #expect(try Literal.all("answer \(name)") == values.map { JSONWriter.text($0) })
        }
    }

    @Test func `has only request bodies that are read`() throws {
        for body in try Literal.all("request link") { _ = try LinkRequest(Array(body.utf8)) }
        for body in try Literal.all("request agree") {
            #expect(try AgreeRequest(Array(body.utf8)).agrees)
        }
        for body in try Literal.all("request declare") {
            #expect(try !DeclareRequest(Array(body.utf8)).knows)
        }
        for body in try Literal.all("request seat") {
            #expect(try SeatRequest(Array(body.utf8)).seat.text == "s-4k7q")
        }
        for body in try Literal.all("request feeling") {
            #expect(try FeelingRequest(Array(body.utf8)).feeling == .happy)
        }
        for body in try Literal.all("request afterword") {
            #expect(try AfterwordRequest(Array(body.utf8)).text.hasPrefix("Amina slept"))
        }
        let reviews = try Literal.all("request review").map { try ReviewRequest(Array($0.utf8)) }
        #expect(reviews.map(\.grade) == [.good])
        let drafts = try Literal.all("request record").map { try RecordDraft(Array($0.utf8)) }
        #expect(drafts.map { $0.fields.map(\.key) } == [["strengths", "concerns"], ["strengths"]])
        #expect(drafts.map(\.base) == [[:], ["strengths": 2]])
        for body in try Literal.all("request cover") {
            #expect(try CoverRequest(Array(body.utf8)).cover == .otherAdult)
        }
        for body in try Literal.all("request countersign") {
            #expect(try CountersignRequest(Array(body.utf8)).view == .disagrees)
        }
        for body in try Literal.all("request addendum") {
            #expect(try AddendumRequest(Array(body.utf8)).after == "9f2c")
        }
        for body in try Literal.all("request sign") {
            #expect(try SignRequest(Array(body.utf8)).facts == "9f2c")
        }
        for body in try Literal.all("request export") {
            #expect(try ExportRequest(Array(body.utf8)).reason == "The court asked for it.")
        }
        for body in try Literal.all("request check") {
            #expect(try CheckRequest(Array(body.utf8)).verdict == .asksForAddendum)
        }
    }

    @Test func `executes every literal it has`() throws {
        let known: Set = [
            "client", "server", "request link", "request agree", "request seat", "request record",
            "request feeling", "request afterword", "answer after", "request declare",
            "answer look", "answer join", "answer ticket", "answer record", "answer sign",
            "answer timeline", "answer error", "request cover", "request countersign",
            "answer own-record", "answer queue", "request review", "answer additions",
            "request addendum", "request check", "request export", "request sign",
        ]
        #expect(try Set(Literal.document().map(\.kind)) == known)
    }
}

/// The document's fenced literals: "```json KIND" to "```".
enum Literal {
    static func all(_ kind: String) throws -> [String] {
        try document().filter { $0.kind == kind }.map(\.text)
    }

    static func document() throws -> [(kind: String, text: String)] {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let document = try String(
            contentsOf: root.appending(path: "Sources/Service/Signalling/Protocol.md"),
            encoding: .utf8
        )
        var literals: [(kind: String, text: String)] = []
        var open: (kind: String, lines: [String])?
        for line in document.split(separator: "\n", omittingEmptySubsequences: false) {
            if let fence = open {
                if line == "```" {
                    literals.append((fence.kind, fence.lines.joined(separator: "\n")))
                    open = nil
                } else {
                    open?.lines.append(String(line))
                }
            } else if line.hasPrefix("```") {
                open = (String(line.dropFirst("```json ".count)), [])
            }
        }
        return literals
    }
}
