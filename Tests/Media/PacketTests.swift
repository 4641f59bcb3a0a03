import Foundation
import Media
import Testing
import Transport

/// What Chromium pages receive, counted by themselves: the only proof that nothing flows.
@Suite(
    .serialized,
    .timeLimit(.minutes(2)),
    .enabled("needs janus, chromium and Playwright for Python (PLAYWRIGHT_PYTHON)") {
        Pages.python != nil && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium")
            && (try? MediaConfiguration.detect()) != nil
    }
)
struct `Packets between pages` {
    let child: SeatName
    let supervisor: SeatName
    let pages: Pages
    let stage: Stage<JanusMediaPlane>

    init() async throws {
        child = try .named("child")
        supervisor = try .named("supervisor")
        pages = try Pages()
        let configuration = try MediaConfiguration.detect()
        stage = try Stage { JanusMediaPlane(configuration: configuration, loop: $0, tell: $1) }
        stage.perform(.start)
        try await pages.waitUntilReady()
    }

    @Test func `come only while it is open, whatever a page tries in a hold`() async throws {
        for seat in [child, supervisor] { try await publish(seat) }
        try await serve(until: [.downlinkUp(child), .downlinkUp(supervisor)])

        // Armed in a hold: connected, and not one packet.
        #expect(try await growth(1_500) == 0)

        stage.perform(.open)
        #expect(await stage.next(.opened))
        #expect(try await grows("child"))
        #expect(try await grows("supervisor"))
        #expect(try await decodes())

        for _ in 0..<3 {
            stage.perform(.close)
            #expect(try await isClosed())
            #expect(try await growth(1_000) == 0)
            stage.perform(.open)
            #expect(await stage.next(.opened))
            #expect(try await grows())
        }

        stage.perform(.close)
        #expect(try await isClosed())

        // A second uplink in a hold.
        let second = try await pages.call("child", "second")
        stage.perform(.publish(child, offer: second))
        #expect(await stage.next(.refused(child, .alreadyPublished)))
        #expect(try await growth(1_000) == 0)

        // A new connection in a hold, armed again.
        _ = try await pages.call("child", "leave")
        try await publish(child)
        try await serve(until: [.downlinkUp(child)], agreements: 1)
        #expect(try await growth(1_500) == 0)

        stage.perform(.open)
        #expect(await stage.next(.opened))
        #expect(try await grows("supervisor"))

        // Removed: nothing of them arrives anywhere.
        stage.perform(.remove(child))
        #expect(await stage.next(.removed(child)))
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await growth(1_000) == 0)
        stage.perform(.end)
        #expect(await stage.next(.ended))
    }

    func publish(_ seat: SeatName) async throws {
        let offer = try await pages.call(seat.text, "offer")
        stage.perform(.join(seat), .publish(seat, offer: offer))
    }

    /// Carries answers and offers to the pages and back, until all that is told, and until so many
    /// changes of the supervisor's downlink are agreed on.
    func serve(until wanted: Set<MediaEvent>, agreements: Int = 0) async throws {
        var missing = wanted
        var agreed = 0
        while !missing.isEmpty || agreed < agreements {
            let event = try #require(await stage.next())
            missing.remove(event)
            switch event {
            case .uplinkAnswer(let seat, let sdp):
                _ = try await pages.call(seat.text, "accept", sdp)
            case .downlinkOffer(let seat, let offer, let sdp, let feeds):
                #expect(!feeds.values.contains(seat))
                let answer = try await pages.call(seat.text, "answer", sdp)
                stage.perform(.answer(seat, offer: offer, sdp: answer))
                if seat == supervisor, !feeds.isEmpty { agreed += 1 }
            case _: break
            }
        }
    }

    func isClosed() async throws -> Bool {
        let milliseconds = await stage.next { event -> Int? in
            if case .closed(let milliseconds) = event { milliseconds } else { nil }
        }
        // What was on the wire, and Chromium's memory of 50 ms for its counters.
        try await Task.sleep(for: .milliseconds(200))
        return try #require(milliseconds) < 500
    }

    func packets(_ page: String? = nil) async throws -> Int {
        var sum = 0
        for name in ["child", "supervisor"] where page == nil || page == name {
            sum += try await pages.number(name, "packets")
        }
        return sum
    }

    /// Packets that all pages got in so many milliseconds.
    func growth(_ milliseconds: Int) async throws -> Int {
        let before = try await packets()
        try await Task.sleep(for: .milliseconds(milliseconds))
        return try await packets() - before
    }

    func grows(_ page: String? = nil) async throws -> Bool {
        let before = try await packets(page)
        for _ in 0..<100 {
            if try await packets(page) > before + 20 { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    func decodes() async throws -> Bool {
        for _ in 0..<100 {
            if try await pages.number("supervisor", "frames") > 5 { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
