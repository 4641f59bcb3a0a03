import Foundation
import Glibc
import Media
import SessionDescription
import TestSupport
import Testing
import Transport

/// Runs real Janus processes on this machine's first interface.
@Suite(
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled("needs the Debian package janus and a network interface") {
        (try? MediaConfiguration.detect()) != nil
    }
)
final class `A Janus media plane` {
    let child: SeatName
    let supervisor: SeatName
    let notes = NSTemporaryDirectory() + "notes-\(UInt32.random(in: 0 ... .max))"

    init() throws {
        child = try .named("child")
        supervisor = try .named("supervisor")
    }

    deinit {
        for path in [notes, notes + "-other"] { try? FileManager.default.removeItem(atPath: path) }
    }

    func stage(_ change: (inout MediaConfiguration) -> Void = { _ in }) throws
        -> Stage<JanusMediaPlane>
    {
        var configuration = try MediaConfiguration.detect(processDirectory: notes)
        change(&configuration)
        return try Stage {
            JanusMediaPlane(configuration: configuration, loop: $0, tell: $1)
        }
    }

    /// A started one, and its process.
    func started() async throws -> (Stage<JanusMediaPlane>, Int32) {
        let stage = try stage()
        stage.perform(.start)
        let pid = await stage.next { event -> Int32? in
            if case .ready(let pid, _) = event { pid } else { nil }
        }
        return (stage, try #require(pid))
    }

    func end(_ stage: Stage<JanusMediaPlane>) async {
        stage.perform(.end)
        #expect(await stage.next(.ended))
    }

    @Test func `starts, and ends without a trace`() async throws {
        let (stage, pid) = try await started()
        #expect(try String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8) == "janus\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: notes).count == 1)
        await end(stage)
        #expect(try FileManager.default.contentsOfDirectory(atPath: notes).isEmpty)
        #expect(await isGone(pid))
    }

    @Test func `answers an uplink with its own address and nobody else's`() async throws {
        let (stage, _) = try await started()
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        let sdp = await stage.next { event -> String? in
            if case .uplinkAnswer(child, let sdp) = event { sdp } else { nil }
        }
        let own = try MediaConfiguration.detect().address
        let answer = try #require(sdp)
        #expect(answer.contains(" \(own) "))
        for planted in ["203.0.113", "2001:db8", "hKiFfe9KXd8z3gtf"] {
            #expect(!answer.contains(planted))
        }
        let description = try SessionDescription.parse(answer)
        #expect(description.sections.map(\.stream?.direction) == [.recvonly, .recvonly])
        await end(stage)
    }

    @Test func `takes one publish in a generation, in a hold as ever`() async throws {
        let (stage, _) = try await started()
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        _ = await stage.nextAnswer()
        stage.perform(.open)
        #expect(await stage.next(.opened))
        stage.perform(.close, .publish(child, offer: chromiumOffer))
        #expect(await stage.next(.refused(child, .alreadyPublished)))
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        #expect(await stage.nextAnswer() != nil)
        await end(stage)
    }

    @Test func `acknowledges a close within half a second`() async throws {
        let (stage, _) = try await started()
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        stage.perform(.join(supervisor), .publish(supervisor, offer: chromiumOffer))
        for _ in 0..<2 {
            _ = await stage.nextAnswer()
        }
        for _ in 0..<20 {
            stage.perform(.open, .close)
            let milliseconds = await stage.next { event -> Int? in
                if case .closed(let milliseconds) = event { milliseconds } else { nil }
            }
            #expect(try #require(milliseconds) < 500)
        }
        await end(stage)
    }

    @Test func `is killed when it does not acknowledge a close`() async throws {
        let (stage, pid) = try await started()
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        _ = await stage.nextAnswer()
        kill(pid, SIGSTOP)
        #expect(await isStopped(pid))
        stage.perform(.close)
        #expect(await stage.next(.lost(.killedUnacknowledged)))
        #expect(await isGone(pid))
    }

    @Test func `is killed when it falls silent`() async throws {
        let (stage, pid) = try await started()
        kill(pid, SIGSTOP)
        #expect(await stage.next(.lost(.killedSilent)))
        #expect(await isGone(pid))
    }

    @Test func `is told of when it dies, and can be started again`() async throws {
        let (stage, pid) = try await started()
        kill(pid, SIGKILL)
        #expect(await stage.next(.lost(.exited(status: 128 + SIGKILL))))
        stage.perform(.join(child))
        #expect(await stage.next(.refused(child, .notReady)))
        stage.perform(.start)
        #expect(
            await stage.next { event -> Bool? in
                if case .ready = event { true } else { nil }
            } == true
        )
        await end(stage)
    }

    @Test func `removes a seat, which may join again`() async throws {
        let (stage, _) = try await started()
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        _ = await stage.nextAnswer()
        stage.perform(.remove(child), .publish(child, offer: chromiumOffer))
        #expect(await stage.next(.refused(child, .notJoined)))
        #expect(await stage.next(.removed(child)))
        stage.perform(.join(child), .remove(child))
        #expect(await stage.next(.removed(child)))
        stage.perform(.join(child), .publish(child, offer: chromiumOffer))
        _ = await stage.nextAnswer()
        await end(stage)
    }

    @Test func `gives up when the program never starts`() async throws {
        let stage = try stage { $0.janusPath = "/bin/false" }
        stage.perform(.start)
        #expect(await stage.next(.lost(.didNotStart("it ended with status 1"))))
        #expect(try FileManager.default.contentsOfDirectory(atPath: notes).isEmpty)
    }

    @Test func `kills what was left behind, and nothing else`() async throws {
        let (stage, pid) = try await started()
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: notes).first
        )
        let note = try String(contentsOfFile: notes + "/" + name, encoding: .utf8)
        let words = note.split(separator: " ")
        let other = notes + "-other"
        try FileManager.default.createDirectory(
            atPath: other,
            withIntermediateDirectories: true
        )
        // This very process, with a start time that is not its own.
        try "\(getpid()) 1 /nowhere\n".write(
            toFile: other + "/cb-media-0.pid",
            atomically: true,
            encoding: .utf8
        )
        #expect(JanusMediaPlane.reapOrphans(in: other).isEmpty)
        #expect(words.first.map(String.init) == String(pid))
        #expect(JanusMediaPlane.reapOrphans(in: notes) == [pid])
        #expect(await stage.next(.lost(.exited(status: 128 + SIGKILL))))
        #expect(!FileManager.default.fileExists(atPath: String(words[2].dropLast())))
    }
}

/// Waits until the kernel has let go of a process.
func isGone(_ pid: Int32) async -> Bool {
    for _ in 0..<200 {
        let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
        if stat == nil || stat?.contains(") Z ") == true { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}

/// Waits until every thread of a process stands still: until then one may still answer.
func isStopped(_ pid: Int32) async -> Bool {
    for _ in 0..<400 {
        let folder = "/proc/\(pid)/task"
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let states = threads.compactMap {
            try? String(contentsOfFile: "\(folder)/\($0)/stat", encoding: .utf8)
        }
        if !states.isEmpty, states.allSatisfy({ $0.contains(") T ") }) { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return false
}
