import Casework
import Transport

/// Tells the play as it goes, and keeps account of the promises.
final class PlayReport: Sendable {
    private let style: PlayStyle
    private let sink: @Sendable (String) -> Void
    private let checks = Guarded<[(promise: PlayPromise, holds: Bool)]>([])

    init(_ style: PlayStyle, _ sink: @escaping @Sendable (String) -> Void) {
        self.style = style
        self.sink = sink
    }

    func line(_ text: String = "") { sink(text) }

    func title(_ text: String) {
        sink("")
        sink(style.strong(text))
        sink(style.soft(String(repeating: "─", count: PlayStyle.width)))
    }

    /// Something that happens, at its civil time.
    func step(_ time: String, _ text: String) {
        sink("")
        for (number, line) in PlayStyle.lines(text, indent: Self.margin).enumerated() {
            let head = number == 0 ? style.strong(time) : String(repeating: " ", count: time.count)
            sink(head + String(repeating: " ", count: Self.margin - time.count) + line)
        }
    }

    /// What somebody reads on their page.
    func reads(_ who: String, _ text: String) { tell("\(who) reads: “\(text)”") }

    func tell(_ text: String) {
        for line in PlayStyle.lines(text, indent: Self.margin) { sink(Self.indent + line) }
    }

    /// The policy that decided, with its sentence.
    func rule(_ id: String, _ sentence: String, isAllowed: Bool) {
        let word = isAllowed ? "allowed" : "refused"
        sink(Self.indent + style.soft("\(word) by \(id):"))
        for line in PlayStyle.lines(sentence, indent: Self.margin + 2) {
            sink(Self.indent + "  " + line)
        }
    }

    /// A promise, shown: a tick or a cross.
    func check(_ promise: PlayPromise, _ text: String, _ holds: Bool) {
        checks.withLock { $0.append((promise, holds)) }
        let mark = holds ? style.good("✓") : style.bad("✗")
        let name = promise.rawValue.padding(to: 4)
        for (number, line) in PlayStyle.lines(text, indent: Self.margin + 7).enumerated() {
            sink(Self.indent + (number == 0 ? "\(mark) \(name) " : "       ") + line)
        }
    }

    /// The play could not go on.
    func stopped(_ sentence: String) {
        sink("")
        for line in PlayStyle.lines("The play stops here: \(sentence)", indent: 0) {
            sink(style.bad(line))
        }
    }

    /// The account; true if something was shown of every promise and all of it held.
    func account(isWhole: Bool) -> Bool {
        let checks = checks.withLock { $0 }
        title("The promises that were shown")
        var hasFailed = !isWhole
        for promise in PlayPromise.allCases {
            let all = checks.filter { $0.promise == promise }
            let broken = all.filter { !$0.holds }.count
            hasFailed = hasFailed || all.isEmpty || broken > 0
            let mark =
                broken > 0 ? style.bad("✗") : all.isEmpty ? style.bad("–") : style.good("✓")
            let count =
                broken > 0
                ? "  \(broken) of \(all.count) NOT KEPT" : all.isEmpty ? "  not shown" : ""
            sink("\(mark) \(promise.rawValue.padding(to: 4)) \(promise.sentence)\(count)")
        }
        sink("")
        for line in PlayStyle.lines(PlayPromise.others, indent: 0) { sink(style.soft(line)) }
        let failed = checks.filter { !$0.holds }.map(\.promise)
        let names = PlayPromise.allCases.filter(failed.contains).map(\.rawValue)
        sink("")
        if hasFailed {
            let what =
                names.isEmpty
                ? "The play did not reach its end." : "Broken: \(names.joined(separator: ", "))."
            sink(style.bad(what))
        } else {
            sink(style.good("Every promise shown held, in \(checks.count) checks."))
        }
        return !hasFailed
    }

    private static let margin = 10
    private static let indent = String(repeating: " ", count: margin)
}

extension String {
    /// With spaces behind it, to that many characters at least.
    func padding(to count: Int) -> String {
        self + String(repeating: " ", count: max(0, count - self.count))
    }
}
