package import Casework
package import Sessions

/// Which records are read although no rule asks for it: drawn so that anybody can draw again, and nobody
/// can choose.
///
/// A record's lot is the digest of the quarter, the root of the log when it was signed (it is printed on
/// the record, and nobody knows it before), and the session's name, parted by line feeds. One lot in ten
/// is drawn; when a quarter is over, the lowest of a supervisor's are added until they are three. All of
/// a new supervisor's first six are read (domain.md section 6.2, row D59).
package struct ReviewSample: Sendable {
    package let drawn: Set<SessionID>
    package let first: Set<SessionID>

    /// `digest` is SHA-256; `moment` is until when the log is known.
    package init(
        _ sessions: [CaseSession],
        at moment: Timestamp,
        digest: (String) -> [UInt8]
    ) {
        var drawn: Set<SessionID> = []
        var first: Set<SessionID> = []
        let signed = sessions.filter { $0.history.signed != nil && $0.root != nil }
        for records in Dictionary(grouping: signed, by: \.author).values {
            let order = records.sorted {
                ($0.history.signed?.sequence ?? 0) < ($1.history.signed?.sequence ?? 0)
            }
            first.formUnion(order.prefix(Self.newRecords).map(\.id))
            for (quarter, records) in Dictionary(grouping: records, by: \.quarter) {
                let lots = records.map { ($0.id, Self.lot($0, quarter, digest)) }
                    .sorted { ($0.1, $0.0.text) < ($1.1, $1.0.text) }
                drawn.formUnion(lots.filter { $0.1 <= UInt64.max / Self.oneIn }.map(\.0))
                let isOver = records.allSatisfy { $0.zone.quarter(at: moment) != quarter }
                if isOver { drawn.formUnion(lots.prefix(Self.fewest).map(\.0)) }
            }
        }
        self.drawn = drawn
        self.first = first
    }

    private static func lot(
        _ session: CaseSession,
        _ quarter: String,
        _ digest: (String) -> [UInt8]
    ) -> UInt64 {
        let text = "\(quarter)\n\(session.root ?? "")\n\(session.id.text)"
        return digest(text).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let oneIn: UInt64 = 10
    private static let fewest = 3
    private static let newRecords = 6
}

extension CaseSession {
    /// Who signed the record, or else who supervised.
    package var author: PersonID? {
        history.state.recordAuthor.flatMap { plan.seats[$0]?.person } ?? supervisors.first
    }

    fileprivate var zone: CivilZone { plan.zone }
    fileprivate var quarter: String { zone.quarter(at: plan.start) }
}

extension CivilZone {
    /// For example "2026-Q4".
    fileprivate func quarter(at moment: Timestamp) -> String {
        let day = civilDate(at: moment)
        return "\(day.year)-Q\((day.month + 2) / 3)"
    }
}
