package import JSON
package import Casework

/// `GET /api/after`: what a family member, or a child and who sits beside them, is told and asked after
/// the end.
package struct AfterAnswer: Equatable, Sendable {
    package var role: SeatRole
    package var shownName: String
    /// BCP 47.
    package var language: String
    package var companion: String?
    package var supervisor: String
    /// When they meet again, in words, if the plan says so.
    package var next: String?
    package var help: LookAnswer.Help
    /// The child has not said yet how it was.
    package var mayFeel: Bool
    /// There is room for words of one's own.
    package var mayWrite: Bool

    package init(
        role: SeatRole,
        shownName: String,
        language: String,
        companion: String?,
        supervisor: String,
        next: String?,
        help: LookAnswer.Help,
        mayFeel: Bool,
        mayWrite: Bool
    ) {
        self.role = role
        self.shownName = shownName
        self.language = language
        self.companion = companion
        self.supervisor = supervisor
        self.next = next
        self.help = help
        self.mayFeel = mayFeel
        self.mayWrite = mayWrite
    }

    package var json: JSONValue {
        .members([
            "role": .string(role.rawValue), "shownName": .string(shownName),
            "language": .string(language), "companion": .text(companion),
            "supervisor": .string(supervisor), "next": .text(next), "help": help.json,
            "mayFeel": .bool(mayFeel), "mayWrite": .bool(mayWrite),
        ])
    }
}
