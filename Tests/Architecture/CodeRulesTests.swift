import Testing

/// Rules that every source file keeps; a file that may break one is named here, with the reason.
@Suite struct `The code` {
    @Test func `says unsafe only where memory is C's`() throws {
        let fenced = ["Cryptography", "TLS", "Transport", "Storage"].map {
            "Sources/Platform/\($0)/"
        }
        // The one reader of the bytes that the compiler embeds.
        let reader = "Sources/Service/Broker/Routes/ClientFiles.swift"
        try expectNone(/\bunsafe\b/) { path in
            path == reader || fenced.contains(where: path.hasPrefix)
        }
    }

    @Test func `is public only in the language of policies`() throws {
        try expectNone(/(^|\s)(public|open)\s+[a-z@(]/) { $0.hasPrefix("Sources/Policy/Cedar/") }
    }

    @Test func `never switches the compiler's checks off`() throws {
        try expectNone(/@unchecked\b|nonisolated\(unsafe\)|@preconcurrency\b|\btry!|\bas!/)
    }

    @Test func `never stops the program`() throws {
        try expectNone(/(^|[^\w.])(fatalError|preconditionFailure|assertionFailure)\(/)
    }

    @Test func `prints and exits only in commands`() throws {
        try expectNone(/(^|[^\w.])(print|debugPrint|dump|exit|_exit|quick_exit)\(/) { path in
            path.hasPrefix("Sources/contact-broker/")
                || path.hasPrefix("Sources/Service/Broker/Commands/")
        }
    }

    @Test func `names every case of our own enums`() throws {
        for file in try Repository.swiftFiles(under: "Sources") {
            #expect(file.lines(matching: /^\s*default\s*:/).isEmpty, "`case _` says the same")
            let wildcards = Self.wildcardsAmongCases(file)
            #expect(wildcards.isEmpty == (Self.openSwitches[file.path] == nil), "\(wildcards)")
        }
    }

    @Test func `has no clock, randomness, input or output in pure rooms`() throws {
        let impure =
            /\b(FileManager|FileHandle|Process|ProcessInfo|CommandLine|URLSession|Thread)\b/
        let clocks = /\bDate\(\)|\bDate\.now\b|Clock\.now\b|Clock\(\)|\bTask\.sleep\b/
        let chance = /\bSystemRandomNumberGenerator\b|\bUUID\(\)|\.(shuffled|randomElement)\(\)/
        let range = /\.random\((?!.*\busing:)/
        // The source of random bytes, which is passed in to all others.
        let source = "Sources/Platform/Cryptography/RandomBytes.swift"
        for room in House.rooms where room.isPure {
            for file in try Repository.swiftFiles(under: room.folder) where file.path != source {
                #expect(file.lines(matching: impure) == [])
                #expect(file.lines(matching: clocks) == [])
                #expect(file.lines(matching: chance) == [])
                #expect(file.lines(matching: range) == [])
            }
        }
    }

    /// Files where a switch over an enum of ours says "and all others", and why it may.
    private static let openSwitches: [String: String] = {
        let fields = "A rule about some of the form's seventy fields."
        let unicode = "Unicode's categories are not ours."
        return [
            "Sources/Care/CaseRecords/ContactRecord+problems.swift": fields,
            "Sources/Care/CaseRecords/ContactRecord.swift": fields,
            "Sources/Care/CaseRecords/RecordField+rules.swift": fields,
            "Sources/Care/CaseRecords/RecordField+words.swift": fields,
            "Sources/Care/CaseRecords/String+slips.swift": unicode,
            "Sources/Service/Broker/Commands/LogLine.swift": unicode,
        ]
    }()

    /// `case _` beside `case .name`: a new case would be taken in without a word.
    private static func wildcardsAmongCases(_ file: SwiftFile) -> [String] {
        file.code.enumerated().compactMap { index, line in
            guard let match = line.prefixMatch(of: /(\s*)case _:/) else { return nil }
            let indentation = match.1
            let siblings = file.code[..<index].reversed().prefix { other in
                let own = other.prefix { $0 == " " }
                return !(own.count <= indentation.count && other.contains(/\bswitch\b/))
            }
            let names = siblings.contains { $0.hasPrefix(indentation + "case .") }
            return names ? file.at(index, line) : nil
        }
    }

    private func expectNone(
        _ pattern: some RegexComponent,
        except isAllowed: (String) -> Bool = { _ in false },
        at location: SourceLocation = #_sourceLocation
    ) throws {
        for file in try Repository.swiftFiles(under: "Sources") where !isAllowed(file.path) {
            #expect(file.lines(matching: pattern) == [], sourceLocation: location)
        }
    }
}
