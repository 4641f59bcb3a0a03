import Broker
import JSON
import HTTPWire
import Testing

@Suite struct `The demo's page` {
    @Test(arguments: [
        "/demo", "/demo/demo.js", "/demo/demo.css", "/api/demo", "/api/demo/log",
    ])
    func `is nowhere but in the demo`(path: String) async throws {
        let house = try await House.open(at: House.start)
        let visitor = try house.visitor("Nasrin")
        #expect(try await visitor.get(path).status == 404)
        try house.service.stop()
    }

    @Test(arguments: ["/api/demo/log", "/api/demo/again", "/api/demo/wrong-link"])
    func `takes no orders but in the demo`(path: String) async throws {
        let house = try await House.open(at: House.start)
        let visitor = try house.visitor("Nasrin")
        #expect(try await visitor.post(path, [:]).status == 404)
        try house.service.stop()
    }

    @Test func `alone may show our pages inside it, and only ours`() throws {
        let policy = { (framing: Framing) in
            securityFields(host: "localhost:8443", framing: framing)[.contentSecurityPolicy] ?? ""
        }
        #expect(securityFields(host: "a")[.contentSecurityPolicy]?.contains("frame-src") == false)
        #expect(policy(.nowhere).contains("frame-ancestors 'none';"))
        #expect(policy(.ofOwnPages).contains("frame-ancestors 'none'; frame-src 'self';"))
        #expect(policy(.inOwnPages).contains("frame-ancestors 'self';"))
        #expect(!policy(.inOwnPages).contains("frame-src"))
    }
}
