import HTTPWire
import TestSupport
import Testing

@Suite struct `HTTP responses` {
    private func text(_ response: HTTPResponse, forHead: Bool = false) -> String {
        var bytes: [UInt8] = []
        response.append(to: &bytes, forHead: forHead)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func parse(_ text: String, forHead: Bool = false) throws(HTTPError) -> HTTPResponse? {
        var parser = HTTPResponseParser(forHead: forHead)
        var start = 0
        let bytes = Array(text.utf8)
        return try parser.next(bytes.span, from: &start)
    }

    @Test func `a response says its length, and no body where none may be`() {
        let response = HTTPResponse(.ok, type: "text/plain", body: Array("hello".utf8))
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\n"
        #expect(text(response) == head + "hello")
        #expect(text(response, forHead: true) == head)
        #expect(text(HTTPResponse(.noContent, body: [1])) == "HTTP/1.1 204 No Content\r\n\r\n")
    }

    @Test(arguments: ["a\r\nset-cookie: b", "a\nb", "a\rb", "a\0b", "a\u{7F}"])
    func `no value can begin a line of its own`(value: String) {
        var fields = HTTPFields()
        let isAdded = fields.add(.location, value)
        #expect(!isAdded)
        #expect(text(HTTPResponse(.seeOther, fields: fields)).contains("location") == false)
    }

    @Test func `a response is read again`() throws {
        let response = HTTPResponse(.conflict, type: "text/plain", body: [1, 2])
        #expect(try parse(text(response))?.status == .conflict)
        #expect(try parse(text(response))?.body == [1, 2])
        #expect(try parse(text(response, forHead: true), forHead: true)?.body == [])
        #expect(try parse(text(response, forHead: true)) == nil)
    }

    @Test func `a chunked response is refused`() {
        #expect(throws: HTTPError.peerSentChunkedBody) {
            try parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        }
    }

    @Test func `dates are as the standard writes them`() {
        #expect(HTTPDate.text(secondsSince1970: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(secondsSince1970: 0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(secondsSince1970: 1_709_164_800) == "Thu, 29 Feb 2024 00:00:00 GMT")
        #expect(HTTPDate.text(secondsSince1970: .max) == "Fri, 31 Dec 9999 23:59:59 GMT")
    }
}
