import JSON
package import Sessions

/// What a child pressed and said: for the supervisor and the colleague on call alone.
extension StateSnapshot {
    package struct ChildSide: Equatable, Sendable {
        package var seat: SeatID
        package var shownName: String
        /// Only while the child's break is on.
        package var isReady: Bool?
        package var alerts: [Alert]
        package var before: Feeling?
        package var after: Feeling?

        package init(
            seat: SeatID,
            shownName: String,
            isReady: Bool? = nil,
            alerts: [Alert] = [],
            before: Feeling? = nil,
            after: Feeling? = nil
        ) {
            self.seat = seat
            self.shownName = shownName
            self.isReady = isReady
            self.alerts = alerts
            self.before = before
            self.after = after
        }

        var json: JSONValue {
            .members([
                "seat": .string(seat.text), "shownName": .string(shownName),
                "isReady": .flag(isReady), "alerts": .array(alerts.map(\.json)),
                "before": .text(before?.rawValue), "after": .text(after?.rawValue),
            ])
        }
    }

    /// One press of "I'm not OK".
    package struct Alert: Equatable, Sendable {
        /// Civil time of day, `16:04:31`.
        package var time: String
        /// Whoever has seen it; nil while nobody has.
        package var acknowledgedBy: String?

        package init(time: String, acknowledgedBy: String? = nil) {
            self.time = time
            self.acknowledgedBy = acknowledgedBy
        }

        var json: JSONValue {
            .members(["time": .string(time), "acknowledgedBy": .text(acknowledgedBy)])
        }
    }
}
