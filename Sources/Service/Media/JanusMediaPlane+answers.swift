import JSON
import SessionDescription

/// What Janus answers, and what it says by itself.
extension JanusMediaPlane {
    func answered(_ purpose: JanusRequest.Purpose, _ message: JanusMessage) {
        switch purpose {
        case .starting(let step): started(step, message)
        case .keepAlive, .aside: break
        case .destroy: ended()
        case .list: checkRoll(message)
        case .part(let batch): partIsAnswered(batch, message)
        case .allow(let feed):
            proceed(feed, message, refused: MediaOutcome.joinFailed) { attach(.attachUplink(feed)) }
        case .attachUplink(let feed):
            proceed(feed, message, refused: MediaOutcome.joinFailed) {
                guard let handle = message.handle else { return }
                join(feed, handle: handle)
            }
        case .join(let feed):
            proceed(feed, message, refused: MediaOutcome.joinFailed) {
                handles[feed]?.privateID = message.data["private_id"] ?? .null
                learn(.joined(feed))
            }
        case .publish(let feed):
            proceed(feed, message, refused: MediaOutcome.publishFailed) { published(feed, message) }
        case .attachDownlink(let feed, let adding):
            proceed(feed, message, refused: MediaOutcome.subscribeFailed) {
                guard let handle = message.handle else { return }
                joinDownlink(feed, handle: handle, adding: adding)
            }
        case .subscribe(let feed):
            proceed(feed, message, refused: MediaOutcome.subscribeFailed) {
                subscribed(feed, message)
            }
        case .start(let feed):
            proceed(feed, message, refused: MediaOutcome.startFailed) { learn(.started(feed)) }
        }
    }

    /// What nobody asked for.
    func notice(_ message: JanusMessage) {
        guard let owner = message.sender.flatMap({ owners[$0] }) else {
            if message.kind == .timeout { kill(.killedMisbehaving("it ended the session")) }
            return
        }
        let side = owner.isUplink ? "uplink" : "downlink"
        switch message.kind {
        case .webrtcup:
            learn(owner.isUplink ? .uplinkUp(owner.feed) : .downlinkUp(owner.feed))
        case .hangup:
            post(.fact("\(owner.feed) \(side) hung up"))
            learn(owner.isUplink ? .uplinkDown(owner.feed) : .downlinkDown(owner.feed))
        case .slowlink: post(.fact("\(owner.feed) \(side) loses packets"))
        case .media:
            let kind = message.data["type"]?.string == "video" ? "picture" : "sound"
            let comes = message.data["receiving"]?.bool == true ? "comes" : "stays away"
            post(.fact("\(owner.feed) \(side) \(kind) \(comes)"))
        case .success, .ack, .event, .error, .detached, .timeout, .information: break
        }
    }

    private func learn(_ outcome: MediaOutcome) { carryOut(room.learn(outcome)) }

    /// Goes on, or tells the room why not; nothing if that generation is gone.
    private func proceed(
        _ feed: FeedID,
        _ message: JanusMessage,
        refused: (FeedID, MediaRefusal) -> MediaOutcome,
        _ next: () -> Void
    ) {
        guard handles[feed] != nil else { return letGo(message) }
        if let code = message.errorCode {
            learn(refused(feed, .refusedByServer(code: code)))
        } else {
            next()
        }
    }

    /// A handle that came too late for its generation.
    private func letGo(_ message: JanusMessage) {
        guard let handle = message.handle else { return }
        send(JanusRequest(purpose: .aside, verb: "detach", handle: handle))
    }

    /// Only a stream that is not there need not be muted, and only a participant that is not there
    /// need not be kicked.
    private func partIsAnswered(_ batch: Int, _ message: JanusMessage) {
        switch message.errorCode {
        case nil, noSuchFeed, noSuchHandle: partIsDone(of: batch)
        case let code?: kill(.killedMisbehaving("Janus said \(code) to a cut"))
        }
    }

    private func published(_ feed: FeedID, _ message: JanusMessage) {
        let streams = (message.data["streams"]?.array ?? []).compactMap { $0["mid"]?.string }
        guard let sdp = message.sdp, !streams.isEmpty else {
            return learn(.publishFailed(feed, .refusedByServer(code: 0)))
        }
        do throws(SessionDescriptionError) {
            let answer = try SessionDescription.parse(sdp)
            learn(.published(feed, streams: streams, answer: answer))
        } catch {
            learn(.publishFailed(feed, .malformedDescription(error)))
        }
    }

    private func subscribed(_ feed: FeedID, _ message: JanusMessage) {
        var feeds: [String: FeedID] = [:]
        for stream in message.data["streams"]?.array ?? [] {
            guard let mid = stream["mid"]?.string, let source = stream["feed_id"]?.string,
                let known = handles.keys.first(where: { $0.description == source })
            else { continue }
            feeds[mid] = known
        }
        guard let sdp = message.sdp else { return learn(.offered(feed, nil, [:])) }
        do throws(SessionDescriptionError) {
            learn(.offered(feed, try SessionDescription.parse(sdp), feeds))
        } catch {
            learn(.subscribeFailed(feed, .malformedDescription(error)))
        }
    }

    private func checkRoll(_ message: JanusMessage) {
        for participant in message.data["participants"]?.array ?? [] {
            guard let name = participant["id"]?.string, !room.isKnown(name) else { continue }
            throwOut(name)
            // The list may be older than a removal.
            if !room.wasKnown(name) { post(.stranger(name)) }
        }
    }
}

extension JanusMessage {
    /// Of an answered `attach`.
    fileprivate var handle: Int64? { data["data"]?["id"]?.integer }
}

/// JANUS_VIDEOROOM_ERROR_NO_SUCH_FEED.
private let noSuchFeed = 428
/// JANUS_ERROR_HANDLE_NOT_FOUND: it has gone already.
private let noSuchHandle = 459
