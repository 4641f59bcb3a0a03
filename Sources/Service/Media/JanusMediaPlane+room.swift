import JSON
import SessionDescription

/// What the room needs done, in the words of Janus' VideoRoom plugin.
extension JanusMediaPlane {
    func carryOut(_ steps: [MediaStep]) {
        for step in steps { carryOut(step) }
    }

    private func carryOut(_ step: MediaStep) {
        switch step {
        case .admit(let feed):
            let own = Handles()
            handles[feed] = own
            tell(
                .allow(feed),
                "allowed",
                [("action", "add"), ("allowed", [.string(own.token)])] + secrets
            )
        case .publish(let feed, let offer): publish(feed, offer)
        case .mute(let feed, let streams):
            send(together: moderation(feed, streams, mute: true), outcome: .muted(feed))
        case .unmute(let feed, let streams):
            send(together: moderation(feed, streams, mute: false), outcome: .unmuted(feed))
            // Without it a picture takes half a second longer to come.
            tell(.aside, "configure", [("keyframe", true)], handle: handles[feed]?.uplink)
        case .subscribe(let feed, let adding, let removing):
            subscribe(feed, adding: adding, removing: removing)
        case .start(let feed, let answer): start(feed, answer)
        case .dismiss(let feed): dismiss(feed)
        case .settle: beginSettling()
        case .settled: endSettling()
        case .tell(let event): post(event)
        case .offer(let seat, let number, let offer, let feeds):
            pass(offer, to: seat) {
                .downlinkOffer(seat, offer: number, sdp: $0, feeds: feeds)
            }
        case .answer(let feed, let answer):
            pass(answer, to: feed.seat) { .uplinkAnswer(feed.seat, sdp: $0) }
        }
    }

    func createRoom(key: String) {
        roomName = Secret.text(words: 1)
        roomSecret = Secret.text()
        tell(
            .starting(.createRoom),
            "create",
            secrets + [
                ("admin_key", .string(key)), ("is_private", true), ("publishers", 16),
                ("require_pvtid", true), ("notify_joining", true), ("record", false),
                ("audiocodec", "opus"), ("videocodec", "vp8"), ("bitrate", 1_000_000),
                // A token that nobody gets: the list must not be empty to count.
                ("allowed", [.string(Secret.text())]),
            ]
        )
    }

    func destroyRoom() { tell(.destroy, "destroy", secrets) }

    func callRoll() { tell(.list, "listparticipants", secrets) }

    func throwOut(_ participant: String) {
        tell(.aside, "kick", [("id", .string(participant))] + secrets)
    }

    func join(_ feed: FeedID, handle: Int64) {
        guard let own = handles[feed] else { return }
        handles[feed]?.uplink = handle
        owners[handle] = (feed, true)
        tell(
            .join(feed),
            "join",
            [
                ("ptype", "publisher"), ("room", .string(roomName)),
                ("id", .string(feed.description)), ("token", .string(own.token)),
            ],
            handle: handle
        )
    }

    func attach(_ purpose: JanusRequest.Purpose) {
        send(JanusRequest(purpose: purpose, verb: "attach"))
    }

    private func publish(_ feed: FeedID, _ offer: SessionDescription) {
        pass(
            offer,
            as: "offer",
            with: [("request", "publish"), ("audiocodec", "opus"), ("videocodec", "vp8")],
            in: .publish(feed),
            handle: handles[feed]?.uplink
        ) { .publishFailed(feed, $0) }
    }

    private func start(_ feed: FeedID, _ answer: SessionDescription) {
        pass(
            answer,
            as: "answer",
            with: [("request", "start")],
            in: .start(feed),
            handle: handles[feed]?.downlink
        ) { .startFailed(feed, $0) }
    }

    private func subscribe(_ feed: FeedID, adding: [FeedID], removing: [FeedID]) {
        guard handles[feed]?.downlink != nil else {
            return attach(.attachDownlink(feed, adding: adding))
        }
        func list(_ feeds: [FeedID]) -> JSONValue {
            .array(feeds.map { ["feed": .string($0.description)] })
        }
        var body: [(String, JSONValue)] = []
        if !adding.isEmpty { body.append(("subscribe", list(adding))) }
        if !removing.isEmpty { body.append(("unsubscribe", list(removing))) }
        tell(.subscribe(feed), "update", body, handle: handles[feed]?.downlink)
    }

    func joinDownlink(_ feed: FeedID, handle: Int64, adding: [FeedID]) {
        guard let own = handles[feed] else { return }
        handles[feed]?.downlink = handle
        owners[handle] = (feed, false)
        tell(
            .subscribe(feed),
            "join",
            [
                ("ptype", "subscriber"), ("room", .string(roomName)), ("autoupdate", false),
                ("private_id", own.privateID), ("token", .string(own.token)),
                ("streams", .array(adding.map { ["feed": .string($0.description)] })),
            ],
            handle: handle
        )
    }

    /// The token first: a kick alone lets them come again.
    private func dismiss(_ feed: FeedID) {
        guard let own = handles.removeValue(forKey: feed), let orders else {
            return carryOut(room.learn(.dismissed(feed)))
        }
        let secrets = secrets
        var requests: [(Int) -> JanusRequest] = [
            {
                Self.message(
                    .part(of: $0),
                    "allowed",
                    [("action", "remove"), ("allowed", [.string(own.token)])] + secrets,
                    handle: orders
                )
            },
            {
                Self.message(
                    .part(of: $0),
                    "kick",
                    [("id", .string(feed.description))] + secrets,
                    handle: orders
                )
            },
        ]
        for handle in [own.downlink, own.uplink].compactMap(\.self) {
            owners[handle] = nil
            requests.append {
                JanusRequest(purpose: .part(of: $0), verb: "detach", handle: handle)
            }
        }
        send(together: requests, outcome: .dismissed(feed))
    }

    private func moderation(_ feed: FeedID, _ streams: [String], mute: Bool)
        -> [(Int) -> JanusRequest]
    {
        let (secrets, orders) = (secrets, orders ?? 0)
        return streams.map { stream in
            {
                Self.message(
                    .part(of: $0),
                    "moderate",
                    [
                        ("id", .string(feed.description)), ("mid", .string(stream)),
                        ("mute", .bool(mute)),
                    ] + secrets,
                    handle: orders
                )
            }
        }
    }

    // MARK: Descriptions

    private func pass(
        _ description: SessionDescription,
        as type: String,
        with body: [(String, JSONValue)],
        in purpose: JanusRequest.Purpose,
        handle: Int64?,
        refused: (MediaRefusal) -> MediaOutcome
    ) {
        do throws(SessionDescriptionError) {
            let text = try description.text(for: .mediaServer)
            let request = JanusRequest(
                purpose: purpose,
                verb: "message",
                handle: handle,
                body: body,
                jsep: (type, text)
            )
            guard !send(request) else { return }
            carryOut(room.learn(refused(.tooLong(bytes: text.utf8.count))))
        } catch {
            carryOut(room.learn(refused(.malformedDescription(error))))
        }
    }

    private func pass(
        _ description: SessionDescription,
        to seat: SeatName,
        as event: (String) -> MediaEvent
    ) {
        do throws(SessionDescriptionError) {
            let reader = SessionDescriptionReader.page(
                mediaServer: configuration.address,
                ports: configuration.ports
            )
            post(event(try description.text(for: reader)))
        } catch {
            post(.refused(seat, .malformedDescription(error)))
        }
    }

    // MARK: Messages

    private var secrets: [(String, JSONValue)] {
        [("room", .string(roomName)), ("secret", .string(roomSecret))]
    }

    private func tell(
        _ purpose: JanusRequest.Purpose,
        _ request: String,
        _ body: [(String, JSONValue)],
        handle: Int64? = nil
    ) {
        send(Self.message(purpose, request, body, handle: handle ?? orders ?? 0))
    }

    private static func message(
        _ purpose: JanusRequest.Purpose,
        _ request: String,
        _ body: [(String, JSONValue)],
        handle: Int64
    ) -> JanusRequest {
        JanusRequest(
            purpose: purpose,
            verb: "message",
            handle: handle,
            body: [("request", .string(request))] + body
        )
    }
}
