import Foundation
import Testing

@Suite struct `The house` {
    @Test func `has exactly the rooms of the table`() throws {
        let folders = try Repository.paths.get().compactMap { path -> String? in
            let parts = path.split(separator: "/")
            guard parts.count > 3, parts[0] == "Sources" else { return nil }
            return parts[0...2].joined(separator: "/")
        }
        #expect(Set(folders) == Set(House.rooms.map(\.folder)))
        let top = try Repository.paths.get().filter { $0.hasPrefix("Sources/") }
            .map { $0.split(separator: "/")[1] }
        #expect(Set(top.map(String.init)) == Set(House.wings + [House.program]))
    }

    @Test func `has arrows only downward`() {
        let heights = House.rooms.map { room in
            (room.name, House.wings.firstIndex(of: room.wing) ?? -1)
        }
        let height = Dictionary(uniqueKeysWithValues: heights)
        for room in House.rooms {
            for below in room.rooms {
                #expect(
                    height[below, default: .max] <= height[room.name, default: -1],
                    "\(room.name) stands below \(below)"
                )
            }
        }
    }

    @Test(arguments: House.rooms.map(\.name))
    func `imports only what the table declares`(name: String) throws {
        let room = try #require(House.rooms.first { $0.name == name })
        let files = try Repository.swiftFiles(under: room.folder)
        let allowed = room.rooms.union(room.system)
        for file in files {
            for module in Self.imports(of: file) where !allowed.contains(module) {
                Issue.record("\(file.path) imports \(module)")
            }
        }
    }

    @Test func `has a program without logic, which knows only the broker`() throws {
        let files = try Repository.swiftFiles(under: "Sources/\(House.program)")
        #expect(files.count == 1)
        #expect(files.flatMap(Self.imports).sorted() == ["Broker", "Glibc"])
    }

    @Test func `is declared in Package.swift as in the table`() throws {
        let manifest = try Repository.text("Package.swift")
        let declared = manifest.matches(
            of: /\broom\(\s*"(\w+)",\s*"(\w+)"((?:,\s*"\w+")*)\s*(?:,\s*exclude:[^)]*)?\)/
        )
        let found = declared.map { match in
            let names = match.3.matches(of: /"(\w+)"/).map { String($0.1) }
            return "\(match.1)/\(match.2): \(Set(names).sorted())"
        }
        let swift = House.rooms.filter { !["CSystem", "WebClient"].contains($0.name) }
        #expect(
            found.sorted() == swift.map { "\($0.wing)/\($0.name): \($0.rooms.sorted())" }.sorted()
        )
    }

    @Test func `uses no package`() throws {
        #expect(!(try Repository.text("Package.swift")).contains(".package("))
    }

    @Test func `keeps C to headers of the system and embedded files`() throws {
        // Of the program: what the tests compile for themselves is no part of it.
        let paths = try Repository.paths.get().filter { $0.hasPrefix("Sources/") }
        let c = paths.filter { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
        #expect(Set(c.map { $0.split(separator: "/")[2] }) == ["CSystem", "WebClient"])
        // An embedded file takes three lines, none of them logic.
        let logic = try c.flatMap { try Repository.text($0).split(separator: "\n") }.filter {
            !$0.hasPrefix("#embed ") && !$0.hasPrefix("static const unsigned char ") && $0 != "};"
        }
        #expect(logic.count < 300)
    }

    private static func imports(of file: SwiftFile) -> [String] {
        file.code.compactMap { line in
            let pattern =
                /^\s*(?:@\w+(?:\(\w+\))?\s+)*(?:\w+\s+)?import\s+(?:\w+\s+)?(\w+)(?:\.\w+)*\s*$/
            return (try? pattern.wholeMatch(in: line)).flatMap { $0.map { String($0.1) } }
        }
    }
}
