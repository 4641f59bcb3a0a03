package import Casework

/// Where a session stands: a fold over its events.
package struct SessionState: Sendable, Hashable {
    package let plan: SessionPlan
    package internal(set) var phase = Phase.scheduled
    package internal(set) var seats: [SeatID: SeatState] = [:]
    package internal(set) var hold: Hold?
    package internal(set) var checks: [Check: SeatID] = [:]
    package internal(set) var notes: [Note] = []
    package internal(set) var endReason: EndReason?
    /// The first moment at which child, family and supervisor were live together.
    package internal(set) var wentLiveAt: Timestamp?
    package internal(set) var endedAt: Timestamp?
    package internal(set) var recordHash: String?
    package internal(set) var recordAuthor: SeatID?
    /// Who has been in the room as supervisor so far.
    package internal(set) var supervisedBy: Set<SeatID> = []
    /// What carers have said about the child meanwhile; only where they are asked.
    package internal(set) var childCover: [SeatID: ChildCover] = [:]
    package internal(set) var list = SharedList()
    package internal(set) var countersignature: Countersignature?
    package internal(set) var alerts: [Alert] = []
    package internal(set) var feelings: [SeatID: [CheckIn: Feeling]] = [:]
    /// How many afterwords each seat has left.
    package internal(set) var afterwords: [SeatID: Int] = [:]
    package internal(set) var hasDrawing = false
    /// Whom supervision is offered to, until they accept it.
    package internal(set) var offeredTo: SeatID?
    /// Who accepted supervision last; nil while it is the planned supervisor's.
    package internal(set) var inCharge: SeatID?
    package internal(set) var words: [PrivateWord] = []
    package internal(set) var debrief: Debrief?
    /// Sound and picture for a few alone; nil while there is no such talk.
    package internal(set) var talk: Talk?
    /// To the signed record, in the order in which they were added.
    package internal(set) var addenda: [Addendum] = []
    package internal(set) var recordChecks: [RecordCheck] = []

    /// One seat's state; a seat of the plan that nobody has taken is `outside`.
    package struct SeatState: Sendable, Hashable {
        package enum Place: String, Sendable, Hashable {
            case outside, waiting, room, gone
        }

        package internal(set) var place = Place.outside
        package internal(set) var link: String?
        package internal(set) var credential: String?
        package internal(set) var isConnected = false
        package internal(set) var isIdentityConfirmed = false
        package internal(set) var agreement = Agreement.Status.missing
        package internal(set) var removal: RemovalReason?
        /// Acts as supervisor although planned as colleague.
        package internal(set) var hasTakenOver = false
        /// An interpreter's answer for this session; nil until it is given.
        package internal(set) var knowsFamily: Bool?
        /// What the page last said of its network; a new page says it anew.
        package internal(set) var network = NetworkState()
    }

    /// A hold that is still on.
    package struct Hold: Sendable, Hashable {
        package let reason: HoldReason
        package let by: SeatID?
        package let since: Timestamp
        /// The child whose break it is would like to go on.
        package internal(set) var isChildReady = false
    }

    /// A child's "I'm not OK", and who has answered it.
    package struct Alert: Sendable, Hashable {
        package let by: SeatID
        package let at: Timestamp
        package internal(set) var acknowledgedBy: SeatID?
    }

    package struct Note: Sendable, Hashable {
        package let text: String
        package let kind: NoteKind
        package let by: SeatID
        package let at: Timestamp
    }

    package init(plan: SessionPlan, agreements: [PersonID: Agreement]) {
        self.plan = plan
        for (id, seat) in plan.seats {
            var state = SeatState()
            state.agreement = agreements[seat.person]?.status ?? .missing
            seats[id] = state
        }
    }
}

extension SessionState {
    package func seat(_ id: SeatID) -> SeatState { seats[id] ?? SeatState() }

    /// What this seat is now: a colleague who took over supervises.
    package func role(_ id: SeatID) -> SeatRole? {
        guard let planned = plan.seats[id] else { return nil }
        return seat(id).hasTakenOver ? .supervisor : planned.role
    }

    /// In the room with a connection, in a stable order.
    package var present: [SeatID] {
        seats.filter { $0.value.place == .room && $0.value.isConnected }.keys.sorted()
    }

    package func present(in role: SeatRole) -> [SeatID] {
        seats.filter {
            $0.value.place == .room && $0.value.isConnected && self.role($0.key) == role
        }.keys.sorted()
    }

    package var waiting: [SeatID] { seats.filter { $0.value.place == .waiting }.keys.sorted() }
}
