import SessionDescription

/// The rules of gate and generation, without any I/O.
///
/// Closed, nothing flows: every stream is muted before anybody can subscribe to it, a generation
/// publishes once and can change nothing after, and a join gives a name nobody is subscribed to.
/// So a presence can be armed in a hold, with no packet. Open, a newcomer's streams are muted
/// and its downlink waits, until the next `open`.
package struct MediaRoom: Sendable {
    private(set) var isOpen = false
    /// Mutes of a `close` are not all acknowledged: no session description passes.
    private(set) var isClosing = false
    private var isOpening = false
    private var opensWhenSettled = false
    private(set) var seats: [SeatName: MediaSeat] = [:]
    private var generations: [SeatName: Int] = [:]
    /// Being removed; true if an order asked for it.
    private var dismissing: [FeedID: Bool] = [:]
    private var steps: [MediaStep] = []

    package init() {}

    /// All orders but `start` and `end`, which are the process's.
    package mutating func perform(_ order: MediaOrder) -> [MediaStep] {
        switch order {
        case .start, .end: break
        case .join(let seat): join(seat)
        case .publish(let seat, let offer): publish(seat, offer)
        case .answer(let seat, let offer, let text): answer(seat, offer, text)
        case .open: open()
        case .close: close()
        case .remove(let seat):
            if seats[seat] == nil {
                tell(.removed(seat))
            } else {
                dismiss(seat, isOrdered: true)
            }
        }
        return takeSteps()
    }

    package mutating func learn(_ outcome: MediaOutcome) -> [MediaStep] {
        apply(outcome)
        return takeSteps()
    }

    /// True if packets of `from` reach `to`.
    package func flows(from: SeatName, to: SeatName) -> Bool {
        guard isOpen, let source = seats[from], let target = seats[to],
            let published = source.published
        else { return false }
        return published.isFlowing && source.isUp
            && target.downlink.started.contains(source.feed)
    }

    /// True if the media server may know a participant of that name.
    func isKnown(_ participant: String) -> Bool {
        seats.values.contains { $0.feed.description == participant }
            || dismissing.keys.contains { $0.description == participant }
    }

    /// True if it was let in once, and should be gone.
    func wasKnown(_ participant: String) -> Bool {
        generations.contains { seat, last in
            (1...last).contains {
                FeedID(seat: seat, generation: $0).description == participant
            }
        }
    }

    // MARK: Orders

    private mutating func join(_ seat: SeatName) {
        dismiss(seat, isOrdered: false)
        let generation = (generations[seat] ?? 0) + 1
        generations[seat] = generation
        let feed = FeedID(seat: seat, generation: generation)
        seats[seat] = MediaSeat(feed: feed)
        steps.append(.admit(feed))
    }

    private mutating func publish(_ seat: SeatName, _ offer: String) {
        guard let current = seats[seat] else { return refuse(seat, .notJoined) }
        guard case .none = current.uplink else { return refuse(seat, .alreadyPublished) }
        let description: SessionDescription
        do {
            description = try SessionDescription.parse(offer)
        } catch {
            return refuse(seat, .malformedDescription(error))
        }
        guard current.isJoined else {
            seats[seat]?.uplink = .waiting(description)
            return
        }
        seats[seat]?.uplink = .publishing
        steps.append(.publish(current.feed, description))
    }

    private mutating func answer(_ seat: SeatName, _ offer: Int, _ text: String) {
        guard let current = seats[seat] else { return refuse(seat, .notJoined) }
        guard case .offered(offer) = current.downlink.negotiation else {
            return refuse(seat, .staleAnswer)
        }
        do {
            let description = try SessionDescription.parse(text)
            seats[seat]?.downlink.negotiation = .answered(description)
        } catch {
            return refuse(seat, .malformedDescription(error))
        }
        synchronize()
    }

    private mutating func open() {
        guard !isClosing else {
            opensWhenSettled = true
            return
        }
        isOpen = true
        isOpening = true
        for seat in names {
            seats[seat]?.isGranted = true
            guard let current = seats[seat], let published = current.published,
                !published.isFlowing, published.unmutes == 0
            else { continue }
            seats[seat]?.change { $0.unmutes += 1 }
            steps.append(.unmute(current.feed, published.streams))
        }
        finishOpening()
        synchronize()
    }

    private mutating func close() {
        isOpen = false
        isOpening = false
        opensWhenSettled = false
        isClosing = true
        steps.append(.settle)
        for seat in names { mute(seat) }
        finishClosing()
    }

    private mutating func dismiss(_ seat: SeatName, isOrdered: Bool) {
        guard let old = seats.removeValue(forKey: seat) else { return }
        dismissing[old.feed] = isOrdered
        steps.append(.dismiss(old.feed))
        finishOpening()
        finishClosing()
        synchronize()
    }

    // MARK: Outcomes

    private mutating func apply(_ outcome: MediaOutcome) {
        switch outcome {
        case .joined(let feed): joined(feed)
        case .joinFailed(let feed, let refusal):
            guard isCurrent(feed) else { return }
            refuse(feed.seat, refusal)
            dismiss(feed.seat, isOrdered: false)
        case .published(let feed, let streams, let answer):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.uplink = .arming(streams, answer: answer)
            steps.append(.mute(feed, streams))
        case .publishFailed(let feed, let refusal):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.uplink = .spent
            refuse(feed.seat, refusal)
        case .muted(let feed): muted(feed)
        case .unmuted(let feed): unmuted(feed)
        case .offered(let feed, let offer, let feeds): offered(feed, offer, feeds)
        case .subscribeFailed(let feed, let refusal):
            // Tried again when anything changes, so that a lasting refusal makes no loop.
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.downlink.negotiation = .idle
            refuse(feed.seat, refusal)
        case .started(let feed):
            guard isCurrent(feed), let downlink = seats[feed.seat]?.downlink else { return }
            seats[feed.seat]?.downlink.started = downlink.subscribed
            seats[feed.seat]?.downlink.negotiation = .idle
            synchronize()
        case .startFailed(let feed, let refusal):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.downlink.negotiation = .idle
            refuse(feed.seat, refusal)
        case .dismissed(let feed):
            if dismissing.removeValue(forKey: feed) == true { tell(.removed(feed.seat)) }
        case .uplinkUp(let feed):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.isUp = true
            tell(.uplinkUp(feed.seat))
            synchronize()
        case .uplinkDown(let feed):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.isUp = false
            tell(.uplinkDown(feed.seat))
            synchronize()
        case .downlinkUp(let feed):
            if isCurrent(feed) { tell(.downlinkUp(feed.seat)) }
        case .downlinkDown(let feed):
            guard isCurrent(feed) else { return }
            seats[feed.seat]?.downlink.started = []
            tell(.downlinkDown(feed.seat))
        }
    }

    private mutating func joined(_ feed: FeedID) {
        guard isCurrent(feed) else { return }
        seats[feed.seat]?.isJoined = true
        if case .waiting(let offer)? = seats[feed.seat]?.uplink {
            seats[feed.seat]?.uplink = .publishing
            steps.append(.publish(feed, offer))
        }
        synchronize()
    }

    private mutating func muted(_ feed: FeedID) {
        guard isCurrent(feed) else { return }
        if case .arming(let streams, let answer)? = seats[feed.seat]?.uplink {
            seats[feed.seat]?.uplink = .published(MediaSeat.Published(streams: streams))
            steps.append(.answer(feed, answer))
            synchronize()
        } else {
            seats[feed.seat]?.change { $0.mutes -= 1 }
            finishClosing()
        }
    }

    private mutating func unmuted(_ feed: FeedID) {
        guard isCurrent(feed) else { return }
        seats[feed.seat]?.change {
            $0.unmutes -= 1
            $0.isFlowing = true
        }
        guard isOpen else {
            // The server may have handled it after the mute that was sent later.
            return mute(feed.seat)
        }
        finishOpening()
    }

    private mutating func offered(
        _ feed: FeedID,
        _ offer: SessionDescription?,
        _ feeds: [String: FeedID]
    ) {
        guard isCurrent(feed), var downlink = seats[feed.seat]?.downlink,
            case .asking(let wanted) = downlink.negotiation
        else { return }
        downlink.subscribed = wanted
        downlink.started.formIntersection(wanted)
        if let offer {
            downlink.offers += 1
            downlink.negotiation = .offered(downlink.offers)
            steps.append(.offer(feed.seat, downlink.offers, offer, feeds.mapValues(\.seat)))
        } else {
            downlink.negotiation = .idle
        }
        seats[feed.seat]?.downlink = downlink
        synchronize()
    }

    // MARK: Bringing things about

    private mutating func mute(_ seat: SeatName) {
        guard let current = seats[seat], let published = current.published else { return }
        seats[seat]?.change {
            $0.mutes += 1
            $0.isFlowing = false
        }
        steps.append(.mute(current.feed, published.streams))
    }

    private mutating func finishOpening() {
        guard isOpening, seats.values.allSatisfy({ $0.published?.unmutes ?? 0 == 0 }) else {
            return
        }
        isOpening = false
        tell(.opened)
    }

    private mutating func finishClosing() {
        guard isClosing,
            seats.values.compactMap(\.published).allSatisfy({
                $0.mutes == 0 && $0.unmutes == 0
            })
        else { return }
        isClosing = false
        steps.append(.settled)
        if opensWhenSettled {
            opensWhenSettled = false
            open()
        } else {
            synchronize()
        }
    }

    /// Brings each seat's one downlink to what is published now; one offer in flight each.
    private mutating func synchronize() {
        guard !isClosing else { return }
        let published = seats.values.filter { $0.published != nil && $0.isUp }.map(\.feed)
        for seat in names {
            guard let current = seats[seat], current.isJoined else { continue }
            switch current.downlink.negotiation {
            case .asking, .offered, .starting: continue
            case .answered(let answer):
                seats[seat]?.downlink.negotiation = .starting
                steps.append(.start(current.feed, answer))
            case .idle:
                let had = current.downlink.subscribed
                let others = Set(published).subtracting([current.feed])
                let mayAdd = !isOpen || current.isGranted
                let wanted = mayAdd ? others : others.intersection(had)
                guard wanted != had else { continue }
                seats[seat]?.downlink.negotiation = .asking(wanted)
                steps.append(
                    .subscribe(
                        current.feed,
                        adding: wanted.subtracting(had).sorted(by: FeedID.isOrdered),
                        removing: had.subtracting(wanted).sorted(by: FeedID.isOrdered)
                    )
                )
            }
        }
    }

    private var names: [SeatName] { seats.keys.sorted { $0.text < $1.text } }

    private func isCurrent(_ feed: FeedID) -> Bool { seats[feed.seat]?.feed == feed }

    private mutating func tell(_ event: MediaEvent) { steps.append(.tell(event)) }

    private mutating func refuse(_ seat: SeatName, _ refusal: MediaRefusal) {
        tell(.refused(seat, refusal))
    }

    private mutating func takeSteps() -> [MediaStep] {
        defer { steps = [] }
        return steps
    }
}

extension FeedID {
    fileprivate static func isOrdered(_ one: FeedID, _ other: FeedID) -> Bool {
        (one.seat.text, one.generation) < (other.seat.text, other.generation)
    }
}
