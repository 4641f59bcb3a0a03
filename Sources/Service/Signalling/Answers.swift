package import JSON
package import Sessions
package import Casework

/// `POST /api/join`: the seat is taken; its cookie goes with this.
package struct JoinAnswer: Equatable, Sendable {
    package var seat: SeatID
    package var role: SeatRole

    package init(seat: SeatID, role: SeatRole) {
        self.seat = seat
        self.role = role
    }

    package var json: JSONValue {
        .members(["seat": .string(seat.text), "page": .string(role.page)])
    }
}

/// `POST /api/ticket`: opens one WebSocket, once, for 30 s.
package struct TicketAnswer: Equatable, Sendable {
    package var ticket: Secret

    package init(ticket: Secret) { self.ticket = ticket }

    package var json: JSONValue { .members(["ticket": .string(ticket.text)]) }
}

/// `POST /api/record/sign`: where the signed record is, the same each time it is asked.
package struct SignAnswer: Equatable, Sendable {
    /// A path on this origin.
    package var file: String
    /// The signature's number in the journal.
    package var entry: Int64
    /// Of the signed record, hexadecimal.
    package var hash: String

    package init(file: String, entry: Int64, hash: String) {
        self.file = file
        self.entry = entry
        self.hash = hash
    }

    package var json: JSONValue {
        .members(["file": .string(file), "entry": .integer(entry), "hash": .string(hash)])
    }
}

/// Every refusal over HTTP; goes with `code.status`.
package struct ErrorAnswer: Equatable, Sendable {
    package var code: ErrorCode
    /// A sentence.
    package var message: String
    /// Only with `recordIncomplete`: what is lacking.
    package var problems: [String]
    /// With a link that can't be used: whom to ring, for a page in any language.
    package var help: LookAnswer.Help?

    package init(
        code: ErrorCode,
        message: String? = nil,
        problems: [String] = [],
        help: LookAnswer.Help? = nil
    ) {
        self.help = help
        self.code = code
        self.message = message ?? code.sentence
        self.problems = problems
        self.help = help
    }

    package var json: JSONValue {
        .members([
            "error": .members([
                "code": .string(code.rawValue), "message": .string(message),
                "problems": problems.isEmpty ? nil : .texts(problems),
                "help": help?.json,
            ])
        ])
    }
}
