import JSON
package import Sessions

/// Sound and picture for a few alone.
extension StateSnapshot {
    /// A talk that goes on, or one that could; only for those who take part or may.
    package struct Talk: Equatable, Sendable {
        package struct Person: Equatable, Sendable {
            package var seat: SeatID
            package var shownName: String

            package init(seat: SeatID, shownName: String) {
                self.seat = seat
                self.shownName = shownName
            }

            var json: JSONValue {
                .members(["seat": .string(seat.text), "shownName": .string(shownName)])
            }
        }

        package var kind: Sessions.Talk.Kind
        /// Whoever takes part, this seat among them; empty while it has not begun.
        package var people: [Person]
        /// In a pause that has no talk: whom this seat could talk with alone.
        package var with: [Person]?

        package init(kind: Sessions.Talk.Kind, people: [Person], with: [Person]? = nil) {
            self.kind = kind
            self.people = people
            self.with = with
        }

        var json: JSONValue {
            .members([
                "kind": .string(kind.rawValue), "people": .array(people.map(\.json)),
                "with": with.map { .array($0.map(\.json)) },
            ])
        }
    }
}
