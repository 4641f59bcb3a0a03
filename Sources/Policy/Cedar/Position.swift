/// A place in a text: lines and columns count from 1, columns in Unicode scalars.
public struct Position: Sendable, Hashable, CustomStringConvertible {
    private let shortLine: UInt32
    private let shortColumn: UInt32

    public var line: Int { Int(shortLine) }
    public var column: Int { Int(shortColumn) }

    public init(line: Int, column: Int) {
        shortLine = UInt32(clamping: line)
        shortColumn = UInt32(clamping: column)
    }

    public var description: String { "\(line):\(column)" }
}
