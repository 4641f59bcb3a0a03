import JSON

/// One request to Janus, and what it is for.
struct JanusRequest: Sendable {
    let purpose: Purpose
    /// `create`, `attach`, `message`, `detach`, `keepalive`, `info`.
    let verb: String
    var handle: Int64?
    var body: [(String, JSONValue)] = []
    var jsep: (type: String, sdp: String)?

    enum Purpose: Sendable, Hashable {
        case starting(Start)
        case keepAlive
        // A join, in this order.
        case allow(FeedID)
        case attachUplink(FeedID)
        case join(FeedID)
        case publish(FeedID)
        case attachDownlink(FeedID, adding: [FeedID])
        case subscribe(FeedID)
        case start(FeedID)
        /// One of several that are done together.
        case part(of: Int)
        case list
        /// Nobody waits for the answer.
        case aside
        case destroy
    }

    /// What a start takes, in this order.
    enum Start: Sendable, Hashable {
        case inform, create, attachOrders, createRoom
    }

    func bytes(transaction: Int, secret: String, session: Int64?) -> [UInt8] {
        var object = JSONObject()
        object.insert(.string(verb), at: "janus")
        object.insert(.string(String(transaction)), at: "transaction")
        object.insert(.string(secret), at: "apisecret")
        if let session { object.insert(.integer(session), at: "session_id") }
        if let handle { object.insert(.integer(handle), at: "handle_id") }
        if verb == "attach" {
            object.insert("janus.plugin.videoroom", at: "plugin")
        }
        if !body.isEmpty {
            var members = JSONObject()
            for (name, value) in body { members.insert(value, at: name) }
            object.insert(.object(members), at: "body")
        }
        if let jsep {
            object.insert(["type": .string(jsep.type), "sdp": .string(jsep.sdp)], at: "jsep")
        }
        return JSONWriter.bytes(.object(object))
    }

    /// Bytes: Janus drops more than 8,192 without a word.
    static let longest = 8_000
}
