import Foundation
import JSON
import Testing

/// Chromium pages with fake cameras, in a helper process; ends with it.
actor Pages {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    struct PageError: Error {
        let text: String
    }

    init() throws {
        let program = try #require(Self.python)
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [Self.script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
    }

    deinit { process.terminate() }

    func waitUntilReady() throws { _ = try result() }

    func call(_ page: String, _ call: String, _ argument: String = "") throws -> String {
        let order: JSONValue = [
            "page": .string(page), "call": .string(call), "argument": .string(argument),
        ]
        input.fileHandleForWriting.write(Data(JSONWriter.bytes(order) + [0x0A]))
        return try result()
    }

    func number(_ page: String, _ call: String) throws -> Int {
        try Int(self.call(page, call)) ?? 0
    }

    private func result() throws -> String {
        while !unread.contains(0x0A) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw PageError(text: "the pages are gone") }
            unread.append(more)
        }
        let line = unread.prefix { $0 != 0x0A }
        unread = Data(unread.dropFirst(line.count + 1))
        let answer = try JSONParser.parse(Array(line), limits: .file)
        guard let result = answer["result"]?.string else {
            throw PageError(text: answer["error"]?.string ?? "no answer")
        }
        return result
    }

    private static let script =
        Bundle.module.path(forResource: "pages", ofType: "py", inDirectory: "Fixtures") ?? ""

    /// A Python that has Playwright: the environment's PLAYWRIGHT_PYTHON, or the system's.
    static let python: String? = {
        let named = ProcessInfo.processInfo.environment["PLAYWRIGHT_PYTHON"]
        return [named, "/usr/bin/python3"].compactMap(\.self).first { path in
            let probe = Process()
            probe.executableURL = URL(fileURLWithPath: path)
            probe.arguments = ["-c", "import playwright"]
            probe.standardError = FileHandle.nullDevice
            guard (try? probe.run()) != nil else { return false }
            probe.waitUntilExit()
            return probe.terminationStatus == 0
        }
    }()
}
