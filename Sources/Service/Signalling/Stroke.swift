import JSON
import Sessions

/// A piece of a line on the page that is drawn on together: two to 64 points of a square of 1,001 by
/// 1,001, in one of a few colours.
package struct Stroke: Hashable, Sendable {
    package enum Colour: String, CaseIterable, Sendable {
        case ink, red, orange, green, blue, purple
    }

    package let colour: Colour
    /// x and y by turns.
    package let points: [Int64]

    /// Nil if there are too few or too many points, or one is off the page.
    package init?(_ colour: Colour, _ points: [Int64]) {
        guard Self.count.contains(points.count), points.count.isMultiple(of: 2),
            points.allSatisfy(Self.page.contains)
        else { return nil }
        self.colour = colour
        self.points = points
    }

    init(_ reader: MessageReader) throws(SignallingError) {
        let points = try reader.integers("points", in: Self.page, count: Self.count)
        guard let stroke = Stroke(try reader.word("colour"), points) else {
            throw reader.malformed
        }
        self = stroke
    }

    func json(by seat: SeatID) -> JSONValue {
        .members([
            "type": "stroke", "seat": .string(seat.text), "colour": .string(colour.rawValue),
            "points": .array(points.map { .integer($0) }),
        ])
    }

    private static let page: ClosedRange<Int64> = 0...1_000
    private static let count = 4...128
}
