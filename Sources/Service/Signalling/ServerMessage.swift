import JSON
package import Sessions

/// What the server says over the WebSocket, one JSON object a text frame.
package enum ServerMessage: Equatable, Sendable {
    /// The server speaks first; the time is civil, in milliseconds since 1970.
    case welcome(serverTime: Int64)
    case state(StateSnapshot)
    case done(RequestID)
    /// A sentence of nil means the code's own.
    case refused(RequestID, ErrorCode, String?)
    case uplinkAnswer(sdp: String)
    /// `feeds` says whose each stream is: (mid, seat), in the order of the offer.
    case downlinkOffer(offer: Int64, sdp: String, feeds: [Feed])
    /// Close both peer connections; blank.
    case mediaReset
    /// What somebody who waits looks like now; to supervisors in the room only.
    case portrait(SeatID, Portrait)
    /// What somebody drew; to those in the room who may draw or look on, while the session is live.
    case stroke(SeatID, Stroke)
    /// The last message before the close.
    case bye(ByeCode, message: String)

    /// Whose stream a media section of an offer carries.
    package struct Feed: Hashable, Sendable {
        package let mid: String
        package let seat: SeatID

        package init(mid: String, seat: SeatID) {
            self.mid = mid
            self.seat = seat
        }
    }

    /// Milliseconds from one beat to the next.
    package static let beatMilliseconds: Int64 = 1_000

    /// The frame's bytes.
    package var bytes: [UInt8] { JSONWriter.bytes(json) }

    private var json: JSONValue {
        switch self {
        case .welcome(let serverTime):
            .members([
                "type": "welcome", "version": .integer(ClientMessage.Hello.version),
                "beatMilliseconds": .integer(ServerMessage.beatMilliseconds),
                "serverTime": .integer(serverTime),
            ])
        case .state(let snapshot): snapshot.json
        case .done(let id): .members(["id": .integer(id.number), "type": "done"])
        case .refused(let id, let code, let message):
            .members([
                "id": .integer(id.number), "type": "refused", "code": .string(code.rawValue),
                "message": .string(message ?? code.sentence),
            ])
        case .uplinkAnswer(let sdp): .members(["type": "uplinkAnswer", "sdp": .string(sdp)])
        case .downlinkOffer(let offer, let sdp, let feeds):
            .members([
                "type": "downlinkOffer", "offer": .integer(offer), "sdp": .string(sdp),
                "feeds": ServerMessage.json(feeds),
            ])
        case .mediaReset: .members(["type": "mediaReset"])
        case .portrait(let seat, let portrait):
            .members([
                "type": "portrait", "seat": .string(seat.text), "jpeg": .string(portrait.base64),
            ])
        case .stroke(let seat, let stroke): stroke.json(by: seat)
        case .bye(let code, let message):
            .members([
                "type": "bye", "code": .string(code.rawValue), "message": .string(message),
            ])
        }
    }

    private static func json(_ feeds: [Feed]) -> JSONValue {
        var object = JSONObject()
        for feed in feeds { object.insert(.string(feed.seat.text), at: feed.mid) }
        return .object(object)
    }
}
