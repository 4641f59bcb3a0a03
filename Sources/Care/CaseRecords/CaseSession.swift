package import Casework
package import Sessions

/// One session of a caseload with its log folded once: what statistics, review, the child's story and
/// retention read.
package struct CaseSession: Sendable {
    package let plan: SessionPlan
    package let caseload: Caseload
    /// In the log's order.
    package let entries: [LoggedEntry]
    /// What has been written of the record, by its fields.
    package let written: [RecordField: String]
    package let history: SessionHistory
    /// What has been written of a carers' meeting, by its fields.
    package let meeting: [MeetingField: String]
    /// The root of the log when the record was signed, as the record prints it; nil before that.
    package let root: String?
    /// What the case system was, or is, to be told of.
    package let deliveries: [Delivery]
    /// Of which clocks people were told.
    package let told: [ToldClock]
    /// When parents' copies of its record were made.
    package let parentsCopies: [Timestamp]
    /// That it was read, or was to be, although it is sealed.
    package let emergencies: [EmergencyReading]

    package init(
        entries: [LoggedEntry],
        plan: SessionPlan,
        caseload: Caseload,
        written: [RecordField: String] = [:],
        meeting: [MeetingField: String] = [:],
        root: String? = nil,
        deliveries: [Delivery] = [],
        told: [ToldClock] = [],
        parentsCopies: [Timestamp] = [],
        emergencies: [EmergencyReading] = []
    ) {
        self.emergencies = emergencies
        self.plan = plan
        self.caseload = caseload
        self.entries = entries
        self.written = written
        self.meeting = meeting
        self.root = root
        self.deliveries = deliveries
        self.told = told
        self.parentsCopies = parentsCopies
        history = SessionHistory(entries, plan: plan, caseload: caseload)
    }

    package var id: SessionID { plan.session }

    /// True once it was ended, or its time has passed.
    package func isOver(at moment: Timestamp) -> Bool {
        history.state.phase.isOver || moment >= plan.end
    }

    /// At least one invitation was sent.
    package var isOffered: Bool {
        events.contains { if case .linkIssued = $0.event { true } else { false } }
    }

    /// They were together for a minute at least (domain.md section 6.4).
    package var isHeld: Bool { history.outcome != .notHeld && history.live >= Self.minute }

    /// Children and family meet; a carers' meeting is never counted as that (row D43).
    package var isFamilyTime: Bool {
        switch plan.kind {
        case .supervisedFamilyTime, .supportedFamilyTime: true
        case .carerSupervision, .residentialSupervision, .virtualRespite, .therapeutic,
            .directWork, .privateMeeting:
            false
        }
    }

    /// Who was let in as supervisor, in a stable order; if nobody was, who was to supervise.
    package var supervisors: [PersonID] {
        let came = supervisingSeats.compactMap { plan.seats[$0]?.person }
        return (came.isEmpty ? planned(.supervisor) : came).sorted()
    }

    /// Who was in the room as supervisor, or took over as one.
    var supervisingSeats: Set<SeatID> {
        history.state.supervisedBy.union(history.handovers.map(\.to))
    }

    package func planned(_ role: SeatRole) -> [PersonID] {
        seats(role).map { plan.seats[$0]?.person ?? PersonID("") }
    }

    package func seats(_ role: SeatRole) -> [SeatID] {
        plan.seats.filter { $0.value.role == role }.keys.sorted()
    }

    var names: Names { Names(plan: plan, caseload: caseload) }

    /// The log's events without its decisions.
    var events: [(event: SessionEvent, mark: SessionHistory.Mark)] {
        entries.compactMap { logged in
            guard case .event(let event) = logged.entry else { return nil }
            return (event, SessionHistory.Mark(at: logged.at, sequence: logged.sequence))
        }
    }

    private static let minute = Duration.seconds(60)
}
