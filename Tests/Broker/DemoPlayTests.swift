import Foundation
import Media
import Synchronization
import TestSupport
import Testing

@testable import Broker

/// `demo --play`, from its first line to its exit code.
@Suite(.serialized, .playedAgainAfterAStandstill) struct `The play` {
    @Test func `shows every promise, and all of them hold`() async throws {
        let (code, lines) = try await play(Self.policies)
        #expect(code == 0, "\(lines.joined(separator: "\n"))")
        let first = try #require(lines.first)
        #expect(first.contains("Sound and picture are scripted"))
        for promise in ["P1", "P2", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P13"] {
            #expect(lines.contains { $0.hasPrefix("✓ \(promise) ") }, "\(promise) is not shown")
        }
        #expect(!lines.contains { $0.contains("✗") })
        for rule in [
            "not-before-window", "device-used-by-barred", "child-admitted-last",
            "supervisor-must-be-present", "supervisor-must-see-and-hear",
            "family-must-be-present",
        ] {
            #expect(lines.contains { $0.hasSuffix("refused by \(rule):") }, "no \(rule)")
        }
        #expect(lines.allSatisfy { $0.count <= 100 })
    }

    @Test(arguments: [
        ("family-must-be-present", "P1"), ("device-used-by-barred", "P6"),
    ])
    func `names the promise that a missing rule breaks`(rule: String, promise: String) async throws
    {
        let folder = try Self.policies(without: rule)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (code, lines) = try await play(folder)
        #expect(code == 1)
        #expect(lines.contains { $0.hasPrefix("✗ \(promise) ") && $0.contains("NOT KEPT") })
        #expect(lines.last?.contains(promise) == true, "\(lines.last ?? "")")
    }

    @Test func `does not begin where the policies lack a floor`() async throws {
        let folder = try Self.policies(without: "consent-missing")
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (code, lines) = try await play(folder)
        #expect(code == 1)
        #expect(lines.contains { $0.contains("has not agreed") }, "\(lines)")
    }

    @Test func `does not begin in a folder that has a log already`() async throws {
        let folder = Self.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(
            atPath: folder + "/journal",
            withIntermediateDirectories: true
        )
        let settings = DemoSettings(data: folder, policies: Self.policies)
        let code = await DemoPlay.run(settings, style: PlayStyle(isColoured: false)) { _ in }
        #expect(code == 1)
    }

    @Test func `ends no media server of a broker that is at work in the folder`() async throws {
        let folder = Self.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let settings = DemoSettings(data: folder, policies: Self.policies)
        let house = try await DemoHouse.open(settings) { _, loop, tell in
            AbsentMediaPlane(.notInstalled(""), loop: loop, tell: tell)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sleep")
        process.arguments = ["60"]
        try process.run()
        defer { process.terminate() }
        let stat = try String(
            contentsOfFile: "/proc/\(process.processIdentifier)/stat",
            encoding: .utf8
        )
        let start = stat.split(separator: " ")[21]
        try FileManager.default.createDirectory(
            atPath: settings.mediaNotes,
            withIntermediateDirectories: true
        )
        try "\(process.processIdentifier) \(start) /nowhere\n"
            .write(
                toFile: settings.mediaNotes + "/cb-media-0.pid",
                atomically: true,
                encoding: .utf8
            )
        let media = DemoMedia(processes: settings.mediaNotes)
        await #expect(throws: DemoFailure.self) {
            _ = try await DemoHouse.open(settings, makeMedia: media.make)
        }
        #expect(process.isRunning)
        try house.stop()
        // Once that broker has gone, what it left behind is ended.
        let next = try await DemoHouse.open(settings, makeMedia: media.make)
        process.waitUntilExit()
        #expect(process.terminationReason == .uncaughtSignal)
        try next.stop()
    }

    private func play(_ policies: String) async throws -> (Int32, [String]) {
        let folder = Self.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let told = Told()
        let settings = DemoSettings(data: folder, policies: policies)
        // Beside all other tests no machine keeps a limit of milliseconds; Tests/run plays once more alone.
        let code = await DemoPlay.run(
            settings,
            style: PlayStyle(isColoured: false),
            cutLimit: .seconds(5)
        ) {
            told.add($0)
        }
        return (code, told.lines)
    }

    /// The authority's rules, but for one.
    private static func policies(without rule: String) throws -> String {
        let folder = newFolder()
        try FileManager.default.copyItem(atPath: policies, toPath: folder)
        let path = folder + "/20-safeguards.cedar"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(text.range(of: "@id(\"\(rule)\")")?.lowerBound)
        let end = text[start...].dropFirst().firstRange(of: "@id(\"")?.lowerBound ?? text.endIndex
        try (text[..<start] + text[end...]).write(toFile: path, atomically: true, encoding: .utf8)
        return folder
    }

    private static func newFolder() -> String {
        FileManager.default.temporaryDirectory
            .appending(path: "contact-broker-play-\(UUID().uuidString)").path
    }

    private static let policies = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Policies").path
}

/// What the play has said.
private final class Told: Sendable {
    private let all = Mutex<[String]>([])

    var lines: [String] { all.withLock { $0 } }

    func add(_ line: String) { all.withLock { $0.append(line) } }
}
