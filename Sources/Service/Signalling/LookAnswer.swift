package import JSON
package import Sessions
package import Casework

/// `POST /api/look`: what the person sees before they join; looking changes nothing.
package struct LookAnswer: Equatable, Sendable {
    /// The rules and the question, in the person's language.
    package struct Agreement: Equatable, Sendable {
        package var isNeeded: Bool
        package var isGiven: Bool
        /// BCP 47.
        package var language: String
        package var rules: [String]
        package var question: String
        /// The same in every language that the plan has it in.
        package var texts: [Text]

        package init(
            isNeeded: Bool,
            isGiven: Bool,
            language: String,
            rules: [String],
            question: String,
            texts: [Text] = []
        ) {
            self.isNeeded = isNeeded
            self.isGiven = isGiven
            self.language = language
            self.rules = rules
            self.question = question
            self.texts = texts
        }

        var json: JSONValue {
            .members([
                "isNeeded": .bool(isNeeded), "isGiven": .bool(isGiven),
                "language": .string(language), "rules": .texts(rules),
                "question": .string(question),
                "texts": texts.isEmpty ? nil : .array(texts.map(\.json)),
            ])
        }
    }

    /// Whom to ring.
    package struct Help: Equatable, Sendable {
        package var name: String
        package var telephone: String

        package init(name: String, telephone: String) {
            self.name = name
            self.telephone = telephone
        }

        var json: JSONValue {
            .members(["name": .string(name), "telephone": .string(telephone)])
        }
    }

    /// Who is with the child meanwhile: the answers there are, and whether one was given.
    package struct Cover: Equatable, Sendable {
        package var isGiven: Bool

        package init(isGiven: Bool) { self.isGiven = isGiven }

        var json: JSONValue {
            .members([
                "isGiven": .bool(isGiven), "choices": .texts(ChildCover.allCases.map(\.rawValue)),
            ])
        }
    }

    package var seat: SeatID
    package var role: SeatRole
    package var shownName: String
    /// BCP 47.
    package var language: String
    package var session: SessionSummary
    /// Who lets people in.
    package var supervisor: String
    /// Who else will be there, the supervisor too; first names or agreed names only.
    package var others: [String]
    package var companion: String?
    /// Civil time of day, `15:45`.
    package var opensAt: String
    package var isOpen: Bool
    package var agreement: Agreement
    package var help: Help
    /// Respite only: whether the question about the child is answered.
    package var cover: Cover?
    /// The session is over; who may look back comes straight to its last page.
    package var isOver: Bool
    /// At a child's seat: whom they come to see, by agreed names.
    package var family: [String]
    /// Signs, or interprets signing: hands and face have to be in the picture.
    package var signs: Bool
    /// Who of the others interprets.
    package var interpreters: [String]

    package init(
        seat: SeatID,
        role: SeatRole,
        shownName: String,
        language: String,
        session: SessionSummary,
        supervisor: String,
        others: [String],
        companion: String?,
        opensAt: String,
        isOpen: Bool,
        agreement: Agreement,
        help: Help,
        isOver: Bool = false,
        family: [String] = [],
        cover: Cover? = nil,
        signs: Bool = false,
        interpreters: [String] = []
    ) {
        self.seat = seat
        self.role = role
        self.shownName = shownName
        self.language = language
        self.session = session
        self.supervisor = supervisor
        self.others = others
        self.companion = companion
        self.opensAt = opensAt
        self.isOpen = isOpen
        self.agreement = agreement
        self.help = help
        self.cover = cover
        self.isOver = isOver
        self.family = family
        self.signs = signs
        self.interpreters = interpreters
    }

    package var json: JSONValue {
        .members([
            "seat": .string(seat.text), "role": .string(role.rawValue),
            "shownName": .string(shownName), "language": .string(language),
            "page": .string(role.page), "session": session.json,
            "supervisor": .string(supervisor), "others": .texts(others),
            "companion": .text(companion) ?? .null, "opensAt": .string(opensAt),
            "isOpen": .bool(isOpen), "agreement": agreement.json, "help": help.json,
            "cover": cover?.json,
            "isOver": isOver ? true : nil,
            "family": family.isEmpty ? nil : .texts(family),
            "signs": signs ? true : nil,
            "interpreters": interpreters.isEmpty ? nil : .texts(interpreters),
        ])
    }
}
