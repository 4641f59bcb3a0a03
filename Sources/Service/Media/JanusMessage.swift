import JSON

/// What Janus says: an answer to a request, or something by itself.
struct JanusMessage: Sendable, Hashable {
    let kind: Kind
    let transaction: Int?
    /// The handle it is about.
    let sender: Int64?
    /// The plugin's own words, else the whole message.
    let data: JSONValue
    /// An offer or answer.
    let sdp: String?
    /// Of Janus or of the plugin.
    let errorCode: Int?

    enum Kind: String, Sendable, CaseIterable {
        case success, ack, event, error, webrtcup, hangup, slowlink, media, detached, timeout
        case information = "server_info"
    }

    /// Nil if it is nothing that this program expects.
    init?(_ bytes: [UInt8]) {
        let limits = JSONParser.Limits(bytes: Self.longest, depth: 16)
        guard let whole = try? JSONParser.parse(bytes, limits: limits),
            let kind = whole["janus"]?.string.flatMap(Kind.init)
        else { return nil }
        self.kind = kind
        transaction = whole["transaction"]?.string.flatMap { Int($0) }
        sender = whole["sender"]?.integer
        let plugin = whole["plugindata"]?["data"]
        data = plugin ?? whole
        sdp = whole["jsep"]?["sdp"]?.string
        let code = plugin?["error_code"] ?? whole["error"]?["code"]
        errorCode = code?.integer.map { Int(truncatingIfNeeded: $0) }
    }

    /// Bytes; the kernel's limit for one message is lower.
    static let longest = 262_144
}
