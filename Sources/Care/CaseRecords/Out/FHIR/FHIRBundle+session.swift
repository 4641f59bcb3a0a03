import Casework
import JSON
import Sessions

/// What was planned, what came of it, and who agreed.
extension FHIRBundle {
    var appointment: JSONValue {
        resource("Appointment", session.id.text) {
            [
                "identifier": [identifier("session", session.id.text)],
                "status": session.isHeld ? "fulfilled" : "noshow",
                "appointmentType": concept(session.plan.kind.words),
                "description": .string(session.plan.kind.words),
                "start": .string(session.plan.start.rfc3339),
                "end": .string(session.plan.end.rfc3339),
                "participant": .array(
                    seats.map { seat in
                        let hasCome = session.history.attendance[seat]?.arrived != nil
                        return [
                            "actor": reference(seat),
                            "status": hasCome ? "accepted" : "needs-action",
                        ]
                    }
                ),
            ]
        }
    }

    var encounter: JSONValue {
        let history = session.history
        let outcome = history.outcome.map { concept("\(Self.base)/outcome", $0.rawValue, $0.words) }
        return resource("Encounter", session.id.text) {
            [
                "identifier": [identifier("session", session.id.text)],
                "status": session.isHeld ? "finished" : "cancelled",
                "class": coding("\(Self.terminology)/v3-ActCode", "VR", "virtual"),
                "type": [concept(session.plan.kind.words)], "subject": subject,
                "participant": .array(seats.compactMap(participant)),
                "appointment": [reference("Appointment", session.id.text)],
                "period": period(history.wentLive?.at, history.ended?.mark.at),
                "length": length(history.live),
                "reasonCode": .array([outcome].compactMap(\.self)),
            ]
        }
    }

    /// Sound and picture went both ways; nothing of it was kept.
    var communication: JSONValue {
        let history = session.history
        let came = seats.filter { history.attendance[$0]?.admitted != nil }
        return resource("Communication", session.id.text) {
            [
                "identifier": [identifier("session", session.id.text)],
                "status": session.isHeld ? "completed" : "not-done",
                "medium": [
                    concept(
                        "\(Self.terminology)/v3-ParticipationMode",
                        "VIDEOCONF",
                        "videoconferencing"
                    )
                ],
                "subject": subject, "encounter": reference("Encounter", session.id.text),
                "topic": concept(session.plan.kind.words),
                "sent": history.wentLive.map { .string($0.at.rfc3339) } ?? .null,
                "received": history.ended.map { .string($0.mark.at.rfc3339) } ?? .null,
                "recipient": .array(came.map(reference)),
            ]
        }
    }

    /// Each person's own agreement, the newest word of each.
    var consents: [JSONValue] {
        var newest: [SeatID: (status: String, words: String, mark: SessionHistory.Mark)] = [:]
        let sentences = LogSentences(names: session.names)
        for (event, mark) in session.events {
            guard let (seat, status) = event.agreement else { continue }
            newest[seat] = (status, sentences.sentence(for: event), mark)
        }
        return newest.sorted { $0.key < $1.key }.map { seat, word in
            resource("Consent", "consent-\(seat.text)") {
                [
                    "identifier": [identifier("entry", String(word.mark.sequence))],
                    "status": .string(word.status),
                    "scope": concept("To take part in this session"),
                    "category": [concept("Agreement to take part")], "patient": subject,
                    "dateTime": .string(word.mark.at.rfc3339), "performer": [reference(seat)],
                    "policyRule": concept(word.words),
                ]
            }
        }
    }

    /// R4 takes only adults as an Encounter's participants: the child is its subject.
    private func participant(_ seat: SeatID) -> JSONValue? {
        guard type(of: seat) != "Patient", let stay = session.history.attendance[seat],
            let admitted = stay.admitted
        else { return nil }
        let role = session.plan.seats[seat]?.role.words ?? ""
        let end = stay.left.flatMap { $0.mark.at >= admitted.at ? $0.mark.at : nil }
        return [
            "type": [concept(role)], "individual": reference(seat),
            "period": period(admitted.at, end),
        ]
    }

    private func length(_ live: Duration) -> JSONValue {
        [
            "value": .integer(live.components.seconds), "unit": "s",
            "system": "http://unitsofmeasure.org", "code": "s",
        ]
    }
}

extension SessionEvent {
    /// Whose word on taking part, and what it makes of a Consent; nil for all other events.
    fileprivate var agreement: (seat: SeatID, status: String)? {
        if case .agreementGiven(let seat, _) = self { return (seat, "active") }
        if case .agreementRefused(let seat, _) = self { return (seat, "rejected") }
        if case .agreementWithdrawn(let seat) = self { return (seat, "inactive") }
        return nil
    }
}
