/// Text as it may stand in a page: nothing in it is markup, and nothing in it turns the text around.
///
/// What only steers how text is shown, and so could make it read otherwise than it was written, is
/// shown by its number: direction overrides and isolates (Unicode Annex 9) and control characters.
struct HTMLText: ExpressibleByStringInterpolation, Sendable {
    let markup: String

    init(stringLiteral value: String) { markup = value }
    init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

    init(_ text: String) { markup = Self.escape(text) }

    init(joining parts: [HTMLText]) { markup = parts.map(\.markup).joined() }

    /// Literal parts are markup; values are escaped unless they are markup already.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity)
        }

        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ text: String) { markup += HTMLText.escape(text) }
        mutating func appendInterpolation(_ part: HTMLText) { markup += part.markup }
        mutating func appendInterpolation(_ parts: [HTMLText]) {
            for part in parts { markup += part.markup }
        }
    }

    private static func escape(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "\n", "\t": escaped.unicodeScalars.append(scalar)
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}", "\u{0}"..."\u{1F}",
                "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}":
                escaped += "[U+\(String(scalar.value, radix: 16, uppercase: true))]"
            case _: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
