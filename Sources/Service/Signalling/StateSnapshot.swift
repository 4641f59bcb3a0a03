import JSON
package import Casework
package import Sessions

/// The whole of what one seat may see of its session, sent after each change.
///
/// `(epoch, sequence)` rises; there is no replay: the newest snapshot is the truth. What a role may not see is nil here,
/// and absent on the wire.
package struct StateSnapshot: Equatable, Sendable {
    /// Changes when the server starts anew.
    package var epoch: String
    package var sequence: Int64
    package var phase: Phase
    package var word: Word
    /// What is happening, why it is all right, what to do next, for this role.
    package var sentence: String
    package var you: You
    /// Who is in the room, besides this seat; never who or how many wait.
    package var people: [Person]
    package var clock: Clock
    /// Supervisor and colleague: what is still lacking, in words.
    package var missing: [String]?
    /// The requests that have a chance now.
    package var may: [Request.Verb]
    package var media: Media
    /// Supervisor and colleague.
    package var lease: Lease?
    /// Supervisor and colleague.
    package var waiting: [Waiting]?
    /// Supervisor and colleague.
    package var notes: [Note]?
    /// Supervisor and colleague.
    package var checks: [CheckState]?
    /// Supervisor and colleague: what to keep in mind, from the family time plan.
    package var plan: Plan?
    /// Supervisor and colleague: calls for a worker that still stand, newest last.
    package var pages: [String]?
    package var kind: SessionKind
    /// The two of a supervision: what they talk about, and who does what by when.
    package var list: ListState?
    /// A worker: carers who asked for a call.
    package var support: [Support]?
    /// Supervisor and colleague: what each child pressed and said.
    package var children: [ChildSide]?
    /// Whoever is in the room: the page that they draw on together has been opened.
    package var isDrawing: Bool?
    /// Supervisor and colleague: an offered or accepted handover.
    package var handover: Handover?
    /// Whom this seat may write a private word to; empty for most.
    package var writesTo: [Reader]?
    /// Private words from and to this seat, oldest first; absent if there are none.
    package var words: [PrivateWord]?
    /// Staff and interpreter, once it is open.
    package var debrief: Debrief?
    /// Supervisor and colleague: what to do about those who have not come.
    package var advice: [String]?
    /// Whoever may take part: sound and picture for a few alone.
    package var talk: Talk?

    package init(
        epoch: String,
        sequence: Int64,
        phase: Phase,
        word: Word,
        sentence: String,
        you: You,
        people: [Person],
        clock: Clock,
        missing: [String]? = nil,
        may: [Request.Verb],
        media: Media,
        lease: Lease? = nil,
        waiting: [Waiting]? = nil,
        notes: [Note]? = nil,
        checks: [CheckState]? = nil,
        plan: Plan? = nil,
        pages: [String]? = nil,
        children: [ChildSide]? = nil,
        isDrawing: Bool? = nil,
        handover: Handover? = nil,
        writesTo: [Reader]? = nil,
        words: [PrivateWord]? = nil,
        debrief: Debrief? = nil,
        kind: SessionKind,
        list: ListState? = nil,
        support: [Support]? = nil,
        advice: [String]? = nil,
        talk: Talk? = nil
    ) {
        self.epoch = epoch
        self.sequence = sequence
        self.phase = phase
        self.word = word
        self.sentence = sentence
        self.you = you
        self.people = people
        self.clock = clock
        self.missing = missing
        self.may = may
        self.media = media
        self.lease = lease
        self.waiting = waiting
        self.notes = notes
        self.checks = checks
        self.plan = plan
        self.pages = pages
        self.kind = kind
        self.list = list
        self.support = support
        self.children = children
        self.isDrawing = isDrawing
        self.handover = handover
        self.writesTo = writesTo
        self.words = words
        self.debrief = debrief
        self.advice = advice
        self.talk = talk
    }

    var json: JSONValue {
        .members([
            "type": "state", "epoch": .string(epoch), "sequence": .integer(sequence),
            "phase": .string(phase.rawValue), "word": .string(word.rawValue),
            "sentence": .string(sentence), "you": you.json,
            "people": .array(people.map(\.json)), "clock": clock.json,
            "missing": missing.map { .texts($0) }, "may": .texts(may.map(\.rawValue)),
            "media": media.json, "lease": lease?.json,
            "waiting": waiting.map { .array($0.map(\.json)) },
            "notes": notes.map { .array($0.map(\.json)) },
            "checks": checks.map { .array($0.map(\.json)) }, "plan": plan?.json,
            "pages": pages.map { .texts($0) },
            "children": children.map { .array($0.map(\.json)) }, "isDrawing": .flag(isDrawing),
            "handover": handover?.json,
            "writesTo": writesTo.map { .array($0.map(\.json)) },
            "words": words.map { .array($0.map(\.json)) }, "debrief": debrief?.json,
            "kind": .string(kind.rawValue),
            "list": list?.json, "support": support.map { .array($0.map(\.json)) },
            "advice": advice.map { .texts($0) }, "talk": talk?.json,
        ])
    }
}

extension StateSnapshot {
    /// The state of the session in one word, the same on every page.
    package enum Word: String, CaseIterable, Sendable {
        case waiting = "Waiting"
        case ready = "Ready"
        case live = "Live"
        case paused = "Paused"
        case finished = "Finished"
    }

    package struct You: Equatable, Sendable {
        package var seat: SeatID
        package var role: SeatRole
        package var shownName: String
        package var place: SessionState.SeatState.Place
        /// BCP 47; the page has its own texts in it, where it can.
        package var language: String
        /// Who sits beside them, at the same device.
        package var companion: String?
        /// Restores this seat, once, after a dropped connection; new in each snapshot of a new connection.
        package var resumeSecret: Secret
        /// A carer in respite: who rings her if she asks for it.
        package var ownWorker: String?
        /// Takes part in a sign language.
        package var signs: Bool
        /// What their network lets of their picture through, as their page last said.
        package var picture: NetworkState.Picture

        package init(
            seat: SeatID,
            role: SeatRole,
            shownName: String,
            place: SessionState.SeatState.Place,
            language: String,
            companion: String? = nil,
            resumeSecret: Secret,
            ownWorker: String? = nil,
            signs: Bool = false,
            picture: NetworkState.Picture = .whole
        ) {
            self.picture = picture
            self.seat = seat
            self.role = role
            self.shownName = shownName
            self.place = place
            self.language = language
            self.companion = companion
            self.resumeSecret = resumeSecret
            self.ownWorker = ownWorker
            self.signs = signs
        }

        var json: JSONValue {
            .members([
                "seat": .string(seat.text), "role": .string(role.rawValue),
                "shownName": .string(shownName), "place": .string(place.rawValue),
                "language": .string(language), "companion": .text(companion),
                "resumeSecret": .string(resumeSecret.text), "ownWorker": .text(ownWorker),
                "signs": signs ? true : nil,
                "picture": picture == .whole ? nil : .string(picture.rawValue),
            ])
        }
    }

    package struct Person: Equatable, Sendable {
        package var seat: SeatID
        package var shownName: String
        package var role: SeatRole
        package var place: SessionState.SeatState.Place
        package var isConnected: Bool
        package var companion: String?
        /// Takes part in a sign language: every page keeps their picture large.
        package var signs: Bool
        /// What their network lets of their picture through.
        package var picture: NetworkState.Picture
        /// What is sent to them comes poorly.
        package var receivesPoorly: Bool

        package init(
            seat: SeatID,
            shownName: String,
            role: SeatRole,
            place: SessionState.SeatState.Place,
            isConnected: Bool,
            companion: String? = nil,
            signs: Bool = false,
            picture: NetworkState.Picture = .whole,
            receivesPoorly: Bool = false
        ) {
            self.picture = picture
            self.receivesPoorly = receivesPoorly
            self.seat = seat
            self.shownName = shownName
            self.role = role
            self.place = place
            self.isConnected = isConnected
            self.companion = companion
            self.signs = signs
        }

        var json: JSONValue {
            .members([
                "seat": .string(seat.text), "shownName": .string(shownName),
                "role": .string(role.rawValue), "place": .string(place.rawValue),
                "isConnected": .bool(isConnected), "companion": .text(companion),
                "signs": signs ? true : nil,
                "picture": picture == .whole ? nil : .string(picture.rawValue),
                "receivesPoorly": receivesPoorly ? true : nil,
            ])
        }
    }

    /// Civil times in milliseconds since 1970, and the zone they are shown in.
    package struct Clock: Equatable, Sendable {
        package var civil: Int64
        package var from: Int64
        package var to: Int64
        package var zone: String

        package init(civil: Int64, from: Int64, to: Int64, zone: String) {
            self.civil = civil
            self.from = from
            self.to = to
            self.zone = zone
        }

        var json: JSONValue {
            .members([
                "civil": .integer(civil), "from": .integer(from), "to": .integer(to),
                "zone": .string(zone),
            ])
        }
    }

    package struct Media: Equatable, Sendable {
        /// Whether sound and picture pass now; if not, pages are blank.
        package var isOpen: Bool
        /// Whether this seat may make its one uplink now.
        package var canPublish: Bool
        /// Somebody's network can't take whole pictures in: everybody sends smaller ones.
        package var isThin: Bool

        package init(isOpen: Bool, canPublish: Bool, isThin: Bool = false) {
            self.isThin = isThin
            self.isOpen = isOpen
            self.canPublish = canPublish
        }

        var json: JSONValue {
            .members([
                "isOpen": .bool(isOpen), "canPublish": .bool(canPublish),
                "isThin": isThin ? true : nil,
            ])
        }
    }
}
