import Casework
import Foundation
import Media
import Sessions
import TestSupport
import Testing
import Transport

@testable import Broker

/// A lead's queue leads to sessions whose links this browser never opened.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `A lead's seats` {
    @Test func `open with the cookie of one of them, and nobody else's do`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/lead-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let policies = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies")
            .path
        let settings = DemoSettings(data: folder, policies: policies)
        let house = try await DemoHouse.open(settings) { _, loop, tell in
            ScriptedMediaPlane(loop: loop, tell: tell)
        }
        try await house.startAgain()
        let sessions = house.seatings.filter {
            $0.session.initial.plan.version.plan == Kites.planName
        }
        let (old, new) = (try #require(sessions.first), try #require(sessions.last))
        #expect(old.session.initial.plan.session != new.session.initial.plan.session)
        let visitors = try ["Joanna", "Marcus"].map { name in
            let secret = try #require(
                new.links.first { Self.name(of: $0.key, in: new) == name }?.value
            )
            return try Visitor(
                name,
                secret,
                port: house.service.port,
                loop: house.service.services.loops.loop(for: 0),
                authority: folder + "/certs/ca.pem"
            )
        }
        for visitor in visitors { #expect(try await visitor.joinStatus() == 200) }
        for seat in old.session.initial.plan.seats.keys.sorted() {
            let path = "/api/timeline?seat=\(seat.text)"
            let isHers = Self.name(of: seat, in: old) == "Joanna"
            #expect(try await visitors[0].get(path).status == (isHers ? 200 : 403))
            // Whoever works in sessions needs the cookie of each.
            #expect(try await visitors[1].get(path).status == 403)
        }
        try house.stop()
    }

    private static func name(of seat: SeatID, in seating: DemoHouse.Seating) -> String? {
        seating.session.initial.plan.seats[seat].flatMap {
            seating.session.caseload.people[$0.person]?.shownName
        }
    }
}
