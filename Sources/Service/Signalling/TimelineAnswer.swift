package import JSON
package import Casework

/// `GET /api/timeline`: a whole session for the lead, as one picture and as sentences.
///
/// Times are civil, in milliseconds since 1970, except an entry's `time`, which is for reading.
package struct TimelineAnswer: Equatable, Sendable {
    package var session: SessionSummary
    package var entries: [Entry]
    package var lanes: [Lane]
    package var holds: [Interval]
    package var from: Int64
    package var to: Int64
    package var integrity: Verdict
    package var completeness: Verdict
    /// The signed record's path on this origin.
    package var record: String?
    /// What the log shows of the supervisor's sight and sound.
    package var sight: Sight?

    package init(
        session: SessionSummary,
        entries: [Entry],
        lanes: [Lane],
        holds: [Interval],
        from: Int64,
        to: Int64,
        integrity: Verdict,
        completeness: Verdict,
        record: String?,
        sight: Sight? = nil
    ) {
        self.session = session
        self.entries = entries
        self.lanes = lanes
        self.holds = holds
        self.from = from
        self.to = to
        self.integrity = integrity
        self.completeness = completeness
        self.record = record
        self.sight = sight
    }

    package var json: JSONValue {
        .members([
            "session": session.json, "entries": .array(entries.map(\.json)),
            "lanes": .array(lanes.map(\.json)), "holds": .array(holds.map(\.json)),
            "from": .integer(from), "to": .integer(to),
            "verdicts": .members([
                "integrity": integrity.json, "completeness": completeness.json,
            ]),
            "record": .text(record) ?? .null, "sight": sight?.json,
        ])
    }
}

extension TimelineAnswer {
    package struct Entry: Equatable, Sendable {
        /// A policy that determined the decision, by its `@id` and `@reason`.
        package struct Policy: Equatable, Sendable {
            package var id: String
            package var reason: String

            package init(id: String, reason: String) {
                self.id = id
                self.reason = reason
            }

            var json: JSONValue { .members(["id": .string(id), "reason": .string(reason)]) }
        }

        package var sequence: Int64
        package var at: Int64
        /// `16:04:31.120`.
        package var time: String
        package var type: String
        package var sentence: String
        /// The name of the lane it belongs to.
        package var lane: String?
        package var policies: [Policy]

        package init(
            sequence: Int64,
            at: Int64,
            time: String,
            type: String,
            sentence: String,
            lane: String? = nil,
            policies: [Policy] = []
        ) {
            self.sequence = sequence
            self.at = at
            self.time = time
            self.type = type
            self.sentence = sentence
            self.lane = lane
            self.policies = policies
        }

        var json: JSONValue {
            .members([
                "sequence": .integer(sequence), "at": .integer(at), "time": .string(time),
                "type": .string(type), "sentence": .string(sentence), "lane": .text(lane),
                "policies": .array(policies.map(\.json)),
            ])
        }
    }

    package struct Lane: Equatable, Sendable {
        package enum What: String, CaseIterable, Sendable { case waiting, room, gone }

        package struct Span: Equatable, Sendable {
            package var interval: Interval
            package var what: What

            package init(from: Int64, to: Int64, what: What) {
                self.interval = Interval(from: from, to: to)
                self.what = what
            }

            var json: JSONValue {
                .members([
                    "from": .integer(interval.from), "to": .integer(interval.to),
                    "what": .string(what.rawValue),
                ])
            }
        }

        package var name: String
        package var role: SeatRole
        package var spans: [Span]

        package init(name: String, role: SeatRole, spans: [Span]) {
            self.name = name
            self.role = role
            self.spans = spans
        }

        var json: JSONValue {
            .members([
                "name": .string(name), "role": .string(role.rawValue),
                "spans": .array(spans.map(\.json)),
            ])
        }
    }

    package struct Interval: Hashable, Sendable {
        package var from: Int64
        package var to: Int64

        package init(from: Int64, to: Int64) {
            self.from = from
            self.to = to
        }

        var json: JSONValue { .members(["from": .integer(from), "to": .integer(to)]) }
    }

    package struct Verdict: Equatable, Sendable {
        /// Nil: unknown, which is never shown as good.
        package var holds: Bool?
        package var sentence: String

        package init(holds: Bool?, sentence: String) {
            self.holds = holds
            self.sentence = sentence
        }

        var json: JSONValue {
            .members(["holds": .flag(holds) ?? .null, "sentence": .string(sentence)])
        }
    }
}
