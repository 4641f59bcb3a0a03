import JSON
package import Sessions

/// What a page says over the WebSocket, one JSON object a text frame.
///
/// Members that this version does not know are ignored, types that it does not know are refused.
package enum ClientMessage: Equatable, Sendable {
    /// The first message, within 5 s of the connection.
    case hello(RequestID, Hello)
    /// Each second from every page; has no id and no answer.
    case beat(Beat)
    /// Every few seconds from a page whose person waits; has no id and no answer.
    case portrait(Portrait)
    /// When the page or its camera or microphone comes or goes; has no id and no answer.
    case deviceFact(DeviceFact)
    /// A piece of a line on the shared page; has no id and no answer.
    case stroke(Stroke)
    /// BCP 47: the reader has chosen what the server's sentences shall be in; has no id and no answer.
    case language(String)
    case request(RequestID, Request)

    /// Reads one frame's bytes.
    package static func parse(_ bytes: [UInt8]) throws(SignallingError) -> ClientMessage {
        guard let value = try? JSONParser.parse(bytes, limits: .message), let object = value.object
        else { throw .malformedMessage(id: nil) }
        let id = object["id"]?.integer.flatMap { RequestID($0) }
        let reader = MessageReader(object, id: id)
        let type = try reader.text("type", limit: 64)
        if type == "beat" { return .beat(try Beat(reader)) }
        if type == "portrait" { return .portrait(try reader.portrait("jpeg")) }
        if type == "deviceFact" {
            guard let fact = DeviceFact(rawValue: try reader.text("fact", limit: 32)) else {
                throw reader.malformed
            }
            return .deviceFact(fact)
        }
        if type == "stroke" { return .stroke(try Stroke(reader)) }
        if type == "language" { return .language(try reader.text("language", limit: 16)) }
        let isHello = type == "hello"
        let verb = Request.Verb(rawValue: type)
        guard isHello || verb != nil else { throw .unknownType(id: id) }
        guard let id else { throw reader.malformed }
        if isHello { return .hello(id, try Hello(reader)) }
        guard let verb else { throw reader.malformed }
        return .request(id, try Request(verb, reader))
    }
}

extension ClientMessage {
    /// Takes a seat: a one-time ticket, and after a dropped connection the last resume secret too.
    package struct Hello: Equatable, Sendable {
        /// The only version there is.
        package static let version: Int64 = 1

        package let ticket: Secret
        package let resume: Secret?
        /// BCP 47: what the page is read in, where that is not the person's own language.
        package let language: String?

        package init(ticket: Secret, resume: Secret? = nil, language: String? = nil) {
            self.ticket = ticket
            self.resume = resume
            self.language = language
        }

        init(_ reader: MessageReader) throws(SignallingError) {
            guard try reader.count("version") == Hello.version else { throw reader.malformed }
            self.init(
                ticket: try reader.secret("ticket"),
                resume: try reader.optionalSecret("resume"),
                language: try reader.optionalText("language", limit: 16)
            )
        }
    }
}

extension Beat {
    /// More publishers than a room ever has.
    package static let feedLimit = 16

    init(_ reader: MessageReader) throws(SignallingError) {
        var feeds: [Feed] = []
        for feed in try reader.objects("feeds", limit: Beat.feedLimit) {
            feeds.append(
                Feed(
                    seat: try feed.seat("seat"),
                    frames: try feed.count("frames"),
                    audio: try feed.count("audio")
                )
            )
        }
        guard Set(feeds.map(\.seat)).count == feeds.count else { throw reader.malformed }
        self.init(
            isVisible: try reader.flag("visible"),
            feeds: feeds,
            isAlert: try reader.optionalFlag("alert") ?? false
        )
    }
}
