import Cryptography
import Foundation
import JSON
import Journal

/// One entry as a line, safe for a terminal.
struct LogLine {
    private let entry: RecordedEntry
    private let typeName: String

    init(_ entry: RecordedEntry, typeName: String) {
        self.entry = entry
        self.typeName = typeName
    }

    var text: String {
        let parts = [String(entry.sequence), time, String(entry.stream.hex.prefix(8)), typeName]
        return parts.joined(separator: "  ") + "  " + Self.escaped(payloadText)
    }

    var json: JSONValue {
        [
            "sequence": .integer(Int64(clamping: entry.sequence)),
            "time": .integer(Int64(clamping: entry.time)),
            "stream": .string(entry.stream.hex),
            "type": .string(typeName),
            "erased": .bool(entry.payload == .erased),
            "payload": payload,
        ]
    }

    private var time: String {
        Date(timeIntervalSince1970: Double(entry.time) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private var payloadText: String {
        entry.payload == .erased ? "erased" : JSONWriter.text(payload)
    }

    /// Payloads are JSON; one that is not is shown as base64.
    private var payload: JSONValue {
        switch entry.payload {
        case .erased: .null
        case .opened(let bytes):
            (try? JSONParser.parse(bytes)) ?? ["base64": .string(Base64.encode(bytes))]
        }
    }

    /// Control characters, and those that turn the direction of writing, as JSON escapes.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            case _: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
