internal import Casework
package import JSON

/// The log's words for events: stable for ever, since old logs stay readable.
extension SessionEvent {
    package var name: String {
        switch self {
        case .scheduled: "scheduled"
        case .linkIssued: "linkIssued"
        case .seatTaken: "seatTaken"
        case .agreementGiven: "agreementGiven"
        case .agreementRefused: "agreementRefused"
        case .agreementWithdrawn: "agreementWithdrawn"
        case .arrived: "arrived"
        case .connectionLost: "connectionLost"
        case .connectionRestored: "connectionRestored"
        case .checkDone: "checkDone"
        case .identityConfirmed: "identityConfirmed"
        case .admitted: "admitted"
        case .wentLive: "wentLive"
        case .attested: "attested"
        case .held: "held"
        case .resumed: "resumed"
        case .supervisionTaken: "supervisionTaken"
        case .removed: "removed"
        case .noted: "noted"
        case .ended: "ended"
        case .recordSigned: "recordSigned"
        case .childCoverConfirmed: "childCoverConfirmed"
        case .agendaItemAdded: "agendaItemAdded"
        case .agendaAgreed: "agendaAgreed"
        case .actionAdded: "actionAdded"
        case .recordCountersigned: "recordCountersigned"
        case .colleaguePaged: "colleaguePaged"
        case .mediaFact: "mediaFact"
        case .grantVoided: "grantVoided"
        case .incident: "incident"
        case .serviceGap: "serviceGap"
        case .deviceChanged: "deviceChanged"
        case .saidReady: "saidReady"
        case .childAlert: "childAlert"
        case .alertAcknowledged: "alertAcknowledged"
        case .felt: "felt"
        case .carerNote: "carerNote"
        case .ownWords: "ownWords"
        case .drawingBegan: "drawingBegan"
        case .supervisionOffered: "supervisionOffered"
        case .supervisionAccepted: "supervisionAccepted"
        case .tiesDeclared: "tiesDeclared"
        case .privateWord: "privateWord"
        case .privateWordRead: "privateWordRead"
        case .debriefOpened: "debriefOpened"
        case .debriefWord: "debriefWord"
        case .intervened: "intervened"
        case .breakTalkBegan: "breakTalkBegan"
        case .debriefJoined: "debriefJoined"
        case .debriefLeft: "debriefLeft"
        case .talkEnded: "talkEnded"
        case .addendumAdded: "addendumAdded"
        case .recordChecked: "recordChecked"
        }
    }

    /// The event as the journal keeps it: no names, no addresses, only seats.
    package var json: JSONValue {
        var object = JSONObject()
        object.insert(.string(name), at: "event")
        for (key, value) in members { object.insert(value, at: key) }
        return .object(object)
    }

    private var members: [(String, JSONValue)] {
        switch self {
        case .scheduled: []
        case .linkIssued(let seat, let hash):
            [("seat", .string(seat.text)), ("hash", .string(hash))]
        case .seatTaken(let seat, let credential):
            [("seat", .string(seat.text)), ("hash", .string(credential))]
        case .agreementWithdrawn(let seat), .arrived(let seat),
            .connectionLost(let seat), .connectionRestored(let seat), .saidReady(let seat),
            .childAlert(let seat), .debriefJoined(let seat), .debriefLeft(let seat):
            [("seat", .string(seat.text))]
        case .agreementGiven(let seat, let language), .agreementRefused(let seat, let language):
            [("seat", .string(seat.text)), ("language", .string(language.rawValue))]
        case .checkDone(let check, let by):
            [("check", .string(check.rawValue)), ("by", .string(by.text))]
        case .identityConfirmed(let seat, let by), .admitted(let seat, let by):
            [("seat", .string(seat.text)), ("by", .string(by.text))]
        case .wentLive(let by), .attested(let by), .resumed(let by), .supervisionTaken(let by),
            .alertAcknowledged(let by), .drawingBegan(let by), .agendaAgreed(let by):
            [("by", .string(by.text))]
        case .held(let reason, let by): Self.reasonAndActor(reason.rawValue, by)
        case .ended(let reason, let by): Self.reasonAndActor(reason.rawValue, by)
        case .talkEnded(let reason, let by): Self.reasonAndActor(reason.rawValue, by)
        case .breakTalkBegan(let child, let adult, let by, let interpreter):
            [
                ("seat", .string(child.text)), ("with", .string(adult.text)),
                ("by", .string(by.text)),
            ] + (interpreter.map { [("interpreter", .string($0.text))] } ?? [])
        case .removed(let seat, let reason, let by):
            [("seat", .string(seat.text))] + Self.reasonAndActor(reason.rawValue, by)
        case .noted(let text, let kind, let by):
            [
                ("text", .string(text)), ("kind", .string(kind.rawValue)), ("by", .string(by.text)),
            ]
        case .recordSigned(let hash, let by):
            [("hash", .string(hash)), ("by", .string(by.text))]
        case .childCoverConfirmed(let seat, let cover):
            [("seat", .string(seat.text)), ("cover", .string(cover.rawValue))]
        case .agendaItemAdded(let text, let by):
            [("text", .string(text)), ("by", .string(by.text))]
        case .actionAdded(let action, let by):
            [
                ("text", .string(action.text)), ("seat", .string(action.owner.text)),
                ("due", .string(action.due.iso)), ("by", .string(by.text)),
            ]
        case .recordCountersigned(let view, let words, let hash, let by):
            [
                ("view", .string(view.rawValue)), ("text", .string(words)),
                ("hash", .string(hash)), ("by", .string(by.text)),
            ]
        case .colleaguePaged(let text), .mediaFact(let text): [("text", .string(text))]
        case .grantVoided(let command, let by):
            [("command", .string(command)), ("by", .string(by.text))]
        case .incident(let text, let seat):
            [("text", .string(text))] + (seat.map { [("seat", .string($0.text))] } ?? [])
        case .serviceGap(let milliseconds): [("milliseconds", .integer(milliseconds))]
        case .deviceChanged(let seat, let fact):
            [("seat", .string(seat.text)), ("fact", .string(fact.rawValue))]
        case .felt(let seat, let feeling, let checkIn):
            [
                ("seat", .string(seat.text)), ("feeling", .string(feeling.rawValue)),
                ("checkIn", .string(checkIn.rawValue)),
            ]
        case .carerNote(let text, let by), .ownWords(let text, let by):
            [("text", .string(text)), ("by", .string(by.text))]
        case .supervisionOffered(let seat, let by):
            [("seat", .string(seat.text)), ("by", .string(by.text))]
        case .supervisionAccepted(let by), .debriefOpened(let by): [("by", .string(by.text))]
        case .tiesDeclared(let seat, let knows):
            [("seat", .string(seat.text)), ("knows", .bool(knows))]
        case .privateWord(let text, let seat, let by):
            [("text", .string(text)), ("seat", .string(seat.text)), ("by", .string(by.text))]
        case .privateWordRead(let number, let by):
            [("number", .integer(Int64(number))), ("by", .string(by.text))]
        case .debriefWord(let text, let by):
            [("text", .string(text)), ("by", .string(by.text))]
        case .intervened(let rung, let reason, let isChildTold, let by):
            [
                ("rung", .string(rung.rawValue)), ("reason", .string(reason.rawValue)),
                ("childTold", .bool(isChildTold)), ("by", .string(by.text)),
            ]
        case .addendumAdded(let addendum): addendum.members
        case .recordChecked(let check): check.members
        }
    }

    private static func reasonAndActor(_ reason: String, _ by: SeatID?) -> [(String, JSONValue)] {
        [("reason", .string(reason))] + (by.map { [("by", .string($0.text))] } ?? [])
    }

    private static func intervention(_ json: JSONValue, _ by: SeatID?) -> SessionEvent? {
        guard let rung = json["rung"]?.string.flatMap(Rung.init(rawValue:)),
            let reason = json["reason"]?.string.flatMap(InterventionReason.init(rawValue:)),
            let isChildTold = json["childTold"]?.bool, let by
        else { return nil }
        return .intervened(rung, reason, isChildTold: isChildTold, by: by)
    }

    /// Reads what `json` wrote; nil for anything else.
    package init?(json: JSONValue) {
        let seat = json["seat"]?.string.flatMap { SeatID($0) }
        let by = json["by"]?.string.flatMap { SeatID($0) }
        let text = json["text"]?.string
        let reason = json["reason"]?.string
        let language = json["language"]?.string.flatMap(Language.init(rawValue:))
        let event: SessionEvent? =
            switch json["event"]?.string {
            case "scheduled": .scheduled
            case "linkIssued":
                seat.flatMap { seat in json["hash"]?.string.map { .linkIssued(seat, hash: $0) } }
            case "seatTaken":
                seat.flatMap { seat in json["hash"]?.string.map { .seatTaken(seat, credential: $0) }
                }
            case "agreementGiven":
                seat.flatMap { seat in language.map { .agreementGiven(seat, $0) } }
            case "agreementRefused":
                seat.flatMap { seat in language.map { .agreementRefused(seat, $0) } }
            case "agreementWithdrawn": seat.map { .agreementWithdrawn($0) }
            case "arrived": seat.map { .arrived($0) }
            case "connectionLost": seat.map { .connectionLost($0) }
            case "connectionRestored": seat.map { .connectionRestored($0) }
            case "checkDone":
                json["check"]?.string.flatMap(Check.init(rawValue:)).flatMap { check in
                    by.map { .checkDone(check, by: $0) }
                }
            case "identityConfirmed":
                seat.flatMap { seat in by.map { .identityConfirmed(seat, by: $0) } }
            case "admitted": seat.flatMap { seat in by.map { .admitted(seat, by: $0) } }
            case "wentLive": by.map { .wentLive(by: $0) }
            case "attested": by.map { .attested(by: $0) }
            case "held": reason.flatMap(HoldReason.init(rawValue:)).map { .held($0, by: by) }
            case "resumed": by.map { .resumed(by: $0) }
            case "supervisionTaken": by.map { .supervisionTaken(by: $0) }
            case "removed":
                seat.flatMap { seat in
                    reason.flatMap(RemovalReason.init(rawValue:)).map { .removed(seat, $0, by: by) }
                }
            case "noted":
                text.flatMap { text in
                    json["kind"]?.string.flatMap(NoteKind.init(rawValue:)).flatMap { kind in
                        by.map { .noted(text, kind, by: $0) }
                    }
                }
            case "ended": reason.flatMap(EndReason.init(rawValue:)).map { .ended($0, by: by) }
            case "recordSigned":
                json["hash"]?.string.flatMap { hash in by.map { .recordSigned(hash: hash, by: $0) }
                }
            case "childCoverConfirmed", "agendaItemAdded", "agendaAgreed", "actionAdded",
                "recordCountersigned":
                Self.ofKind(json, seat: seat, by: by, text: text)
            case "colleaguePaged": text.map { .colleaguePaged($0) }
            case "mediaFact": text.map { .mediaFact($0) }
            case "grantVoided":
                json["command"]?.string.flatMap { name in by.map { .grantVoided(name, by: $0) } }
            case "incident": text.map { .incident($0, seat) }
            case "serviceGap": json["milliseconds"]?.integer.map { .serviceGap(milliseconds: $0) }
            case "deviceChanged":
                seat.flatMap { seat in
                    json["fact"]?.string.flatMap(DeviceFact.init(rawValue:))
                        .map { .deviceChanged(seat, $0) }
                }
            case "saidReady": seat.map { .saidReady($0) }
            case "childAlert": seat.map { .childAlert($0) }
            case "alertAcknowledged": by.map { .alertAcknowledged(by: $0) }
            case "felt":
                seat.flatMap { seat in
                    json["feeling"]?.string.flatMap(Feeling.init(rawValue:)).flatMap { feeling in
                        json["checkIn"]?.string.flatMap(CheckIn.init(rawValue:))
                            .map { .felt(seat, feeling, $0) }
                    }
                }
            case "carerNote": text.flatMap { text in by.map { .carerNote(text, by: $0) } }
            case "ownWords": text.flatMap { text in by.map { .ownWords(text, by: $0) } }
            case "drawingBegan": by.map { .drawingBegan(by: $0) }
            case "supervisionOffered":
                seat.flatMap { seat in by.map { .supervisionOffered(to: seat, by: $0) } }
            case "supervisionAccepted": by.map { .supervisionAccepted(by: $0) }
            case "tiesDeclared":
                seat.flatMap { seat in json["knows"]?.bool.map { .tiesDeclared(seat, $0) } }
            case "privateWord":
                text.flatMap { text in
                    seat.flatMap { to in by.map { .privateWord(text, to: to, by: $0) } }
                }
            case "privateWordRead":
                json["number"]?.integer.flatMap { Int(exactly: $0) }.flatMap { number in
                    by.map { .privateWordRead(number, by: $0) }
                }
            case "debriefOpened": by.map { .debriefOpened(by: $0) }
            case "debriefWord": text.flatMap { text in by.map { .debriefWord(text, by: $0) } }
            case "intervened": Self.intervention(json, by)
            case "breakTalkBegan", "debriefJoined", "debriefLeft", "talkEnded":
                Self.ofTalk(json, seat: seat, by: by)
            case "addendumAdded":
                by.flatMap { Addendum(json: json, by: $0) }.map { .addendumAdded($0) }
            case "recordChecked":
                by.flatMap { RecordCheck(json: json, by: $0) }.map { .recordChecked($0) }
            case _: nil
            }
        // A name that is there and is none: the entry says something other than was written.
        guard let event, (json["seat"] == nil) == (seat == nil), (json["by"] == nil) == (by == nil)
        else { return nil }
        self = event
    }

    /// The events of talks of a few alone.
    private static func ofTalk(_ json: JSONValue, seat: SeatID?, by: SeatID?) -> SessionEvent? {
        switch json["event"]?.string {
        case "breakTalkBegan":
            guard let seat, let by, let adult = json["with"]?.string.flatMap({ SeatID($0) }) else {
                return nil
            }
            let interpreter = json["interpreter"]?.string.flatMap { SeatID($0) }
            guard (json["interpreter"] == nil) == (interpreter == nil) else { return nil }
            return .breakTalkBegan(child: seat, with: adult, by: by, interpreter: interpreter)
        case "debriefJoined": return seat.map { .debriefJoined($0) }
        case "debriefLeft": return seat.map { .debriefLeft($0) }
        case "talkEnded":
            return json["reason"]?.string.flatMap(TalkEnd.init(rawValue:))
                .map { .talkEnded($0, by: by) }
        case _: return nil
        }
    }

    /// The events that only some kinds of session have.
    private static func ofKind(_ json: JSONValue, seat: SeatID?, by: SeatID?, text: String?)
        -> SessionEvent?
    {
        switch json["event"]?.string {
        case "childCoverConfirmed":
            guard let seat, let cover = json["cover"]?.string.flatMap(ChildCover.init(rawValue:))
            else { return nil }
            return .childCoverConfirmed(seat, cover)
        case "agendaItemAdded":
            guard let text, let by else { return nil }
            return .agendaItemAdded(text, by: by)
        case "agendaAgreed": return by.map { .agendaAgreed(by: $0) }
        case "actionAdded":
            guard let text, let seat, let by,
                let due = json["due"]?.string.flatMap({ CivilDate($0) })
            else { return nil }
            return .actionAdded(SharedList.Action(text: text, owner: seat, due: due), by: by)
        case "recordCountersigned":
            guard let text, let by, let hash = json["hash"]?.string,
                let view = json["view"]?.string.flatMap(CarersView.init(rawValue:))
            else { return nil }
            return .recordCountersigned(view, words: text, hash: hash, by: by)
        case _: return nil
        }
    }
}
