/// Bars with their numbers beside them: readable without colour, since each is named and counted.
struct BarChart: Sendable {
    let title: String
    let bars: [Bar]

    struct Bar: Sendable {
        let label: String
        let count: Int
        /// What it stands for in words, for example "8 sessions".
        let words: String
        /// Not held, as against held: a pattern, never a colour alone.
        let isHatched: Bool
    }

    var svg: HTMLText {
        let height = bars.count * Self.row + 8
        let most = max(1, bars.map(\.count).max() ?? 1)
        let rows = bars.enumerated().map { index, bar -> HTMLText in
            let top = index * Self.row
            let width = max(bar.count > 0 ? 3 : 0, bar.count * Self.widest / most)
            let pattern: HTMLText = bar.isHatched ? " hatched" : ""
            return """
                <text x="0" y="\(String(top + 22))">\(bar.label)</text>
                <rect class="bar\(pattern)" x="\(String(Self.left))" y="\(String(top + 6))" \
                width="\(String(width))" height="22"/>
                <text x="\(String(Self.left + width + 8))" y="\(String(top + 22))">\(bar.words)</text>

                """
        }
        return """
            <svg viewBox="0 0 \(String(Self.left + Self.widest + 190)) \(String(height))" \
            width="\(String(Self.left + Self.widest + 190))" height="\(String(height))" \
            role="img" aria-label="\(title); the table says the same">
            <defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" \
            patternTransform="rotate(45)"><line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/>\
            </pattern></defs>
            \(rows)</svg>

            """
    }

    private static let row = 34
    private static let left = 260
    private static let widest = 330
}
