import Foundation
import Testing

@Suite struct `The repository` {
    @Test func `has the top level that was agreed`() throws {
        let top = Set(try Repository.trackedPaths.get().map { $0.split(separator: "/")[0] })
        let agreed: Set<Substring> = [
            "Package.swift", "Sources", "Tests", "Certs", "Policies", "README.md",
        ]
        #expect(top.filter { !$0.hasPrefix(".") } == agreed)
    }

    @Test func `has no file too long to read`() throws {
        for path in try Repository.paths.get() where Self.isProgram(path) {
            let lines = try Repository.text(path).utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(lines <= 500, "\(path)")
        }
    }

    @Test func `keeps half of its sources within a screen or three`() throws {
        let lengths = try Repository.swiftFiles(under: "Sources").map(\.lineCount).sorted()
        let median = try #require(lengths.dropFirst(lengths.count / 2).first)
        #expect(median <= 120)
        print(
            "Swift sources: \(lengths.count) files, median \(median) lines, at most \(lengths.last ?? 0)"
        )
    }

    @Test func `leaves nothing for later`() throws {
        // In pieces, so that this file does not name what it looks for.
        try expectNowhere(["TO" + "DO", "FIX" + "ME", "XX" + "X"])
    }

    @Test func `names no folder of anybody's machine`() throws {
        try expectNowhere(["/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/"])
    }

    private func expectNowhere(_ words: [String]) throws {
        for path in try Repository.paths.get() {
            guard let text = try? Repository.text(path) else { continue }
            for word in words where text.utf8.count >= word.utf8.count {
                #expect(!text.contains(word), "\(path) has \(word)")
            }
        }
    }

    private static func isProgram(_ path: String) -> Bool {
        ["swift", "js", "css", "py", "c", "h", "html", "sh"].contains {
            path.hasSuffix(".\($0)")
        }
    }
}
