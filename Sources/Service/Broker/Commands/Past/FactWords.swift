import Casework
import Cedar
import Sessions

/// Says facts in words: people by the names they are shown under, times by the session's clock.
struct FactWords {
    private let session: PastSession

    init(_ session: PastSession) { self.session = session }

    func words(for value: Value?) -> String {
        switch value {
        case nil: "not known"
        case .bool(let value): value ? "yes" : "no"
        case .long(let value): String(value)
        case .string(let value): "“\(value)”"
        case .entity(let uid): words(for: uid)
        case .set(let values):
            values.isEmpty ? "none" : values.map { words(for: $0) }.sorted().joined(separator: ", ")
        case .datetime(let value): words(for: Timestamp(milliseconds: value.milliseconds))
        case .duration(let value): "\(value.seconds) s"
        case .record, .decimal, .ipAddress: value?.description ?? ""
        }
    }

    private func words(for uid: EntityUID) -> String {
        session.caseload.people[PersonID(uid.id)]?.shownName ?? uid.id
    }

    private func words(for time: Timestamp) -> String {
        guard time.milliseconds != 0 else { return "never" }
        let zone = session.plan.zone
        let clock = zone.clockWithSeconds(time)
        return zone.civilDate(at: time) == zone.civilDate(at: session.plan.start)
            ? clock : "\(zone.day(time)), \(clock)"
    }
}
