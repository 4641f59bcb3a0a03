import JSON
package import Casework
package import Sessions

/// What supervisors, colleagues and interpreters share among themselves.
extension StateSnapshot {
    package enum Declaration: String, CaseIterable, Sendable {
        case missing, knowsNobody, knowsSomebody
    }

    /// A handover of supervision on its way.
    package struct Handover: Equatable, Sendable {
        package enum Step: String, CaseIterable, Sendable {
            /// Asked; not in the room yet.
            case offered
            /// In the room; not yet proved to see and hear.
            case here
            /// Sees and hears; may accept.
            case ready
            /// Answers for the session; the other may go.
            case accepted
        }

        package var to: SeatID
        package var shownName: String
        package var step: Step

        package init(to: SeatID, shownName: String, step: Step) {
            self.to = to
            self.shownName = shownName
            self.step = step
        }

        var json: JSONValue {
            .members([
                "to": .string(to.text), "shownName": .string(shownName),
                "step": .string(step.rawValue),
            ])
        }
    }

    /// Somebody to whom a private word can go.
    package struct Reader: Equatable, Sendable {
        package var seat: SeatID
        package var shownName: String
        package var role: SeatRole

        package init(seat: SeatID, shownName: String, role: SeatRole) {
            self.seat = seat
            self.shownName = shownName
            self.role = role
        }

        var json: JSONValue {
            .members([
                "seat": .string(seat.text), "shownName": .string(shownName),
                "role": .string(role.rawValue),
            ])
        }
    }

    /// A few words between two people alone.
    package struct PrivateWord: Equatable, Sendable {
        package var number: Int64
        /// Civil time of day, `16:04`.
        package var time: String
        package var from: SeatID
        package var fromName: String
        package var to: SeatID
        package var toName: String
        package var text: String
        package var isRead: Bool

        package init(
            number: Int64,
            time: String,
            from: SeatID,
            fromName: String,
            to: SeatID,
            toName: String,
            text: String,
            isRead: Bool
        ) {
            self.number = number
            self.time = time
            self.from = from
            self.fromName = fromName
            self.to = to
            self.toName = toName
            self.text = text
            self.isRead = isRead
        }

        var json: JSONValue {
            .members([
                "number": .integer(number), "time": .string(time), "from": .string(from.text),
                "fromName": .string(fromName), "to": .string(to.text),
                "toName": .string(toName), "text": .string(text), "isRead": .bool(isRead),
            ])
        }
    }

    /// The staff's talk after the family has gone.
    package struct Debrief: Equatable, Sendable {
        package struct Word: Equatable, Sendable {
            package var time: String
            package var name: String
            package var text: String

            package init(time: String, name: String, text: String) {
                self.time = time
                self.name = name
                self.text = text
            }

            var json: JSONValue {
                .members(["time": .string(time), "name": .string(name), "text": .string(text)])
            }
        }

        package var words: [Word]

        package init(words: [Word]) { self.words = words }

        var json: JSONValue { .members(["words": .array(words.map(\.json))]) }
    }
}
