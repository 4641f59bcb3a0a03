package import JSON

/// `GET /api/additions`, and the answer to whatever adds: what came to a signed record since.
package struct AdditionsAnswer: Equatable, Sendable {
    package struct Addendum: Equatable, Sendable {
        package var author: String
        package var time: String
        /// More than 24 hours after the session.
        package var isLate: Bool
        package var reason: String
        package var text: String
        package var entry: Int64

        package init(
            author: String,
            time: String,
            isLate: Bool,
            reason: String,
            text: String,
            entry: Int64
        ) {
            self.author = author
            self.time = time
            self.isLate = isLate
            self.reason = reason
            self.text = text
            self.entry = entry
        }

        var json: JSONValue {
            .members([
                "author": .string(author), "time": .string(time), "isLate": .bool(isLate),
                "reason": .string(reason), "text": .string(text), "entry": .integer(entry),
            ])
        }
    }

    package struct Check: Equatable, Sendable {
        package var author: String
        package var time: String
        package var verdict: CheckRequest.Verdict
        package var reason: String
        package var entry: Int64
        /// It asked for something, and nobody has written it yet.
        package var isOpen: Bool

        package init(
            author: String,
            time: String,
            verdict: CheckRequest.Verdict,
            reason: String,
            entry: Int64,
            isOpen: Bool
        ) {
            self.author = author
            self.time = time
            self.verdict = verdict
            self.reason = reason
            self.entry = entry
            self.isOpen = isOpen
        }

        var json: JSONValue {
            .members([
                "author": .string(author), "time": .string(time),
                "verdict": .string(verdict.rawValue), "reason": .string(reason),
                "entry": .integer(entry), "isOpen": .bool(isOpen),
            ])
        }
    }

    /// Signed by everybody who has to; nothing is added before.
    package var isSigned: Bool
    /// Names what came last, the record or an addendum; whoever adds says it back.
    package var last: String?
    package var addenda: [Addendum]
    package var checks: [Check]
    /// Under whose name this seat would add; nil if it may not.
    package var addsAs: String?
    /// Under whose name this seat would check; nil if it may not.
    package var checksAs: String?
    /// Why this seat may not check, where somebody like it might.
    package var whyNoCheck: String?

    package init(
        isSigned: Bool,
        last: String? = nil,
        addenda: [Addendum] = [],
        checks: [Check] = [],
        addsAs: String? = nil,
        checksAs: String? = nil,
        whyNoCheck: String? = nil
    ) {
        self.isSigned = isSigned
        self.last = last
        self.addenda = addenda
        self.checks = checks
        self.addsAs = addsAs
        self.checksAs = checksAs
        self.whyNoCheck = whyNoCheck
    }

    package var json: JSONValue {
        .members([
            "isSigned": .bool(isSigned), "last": .text(last),
            "addenda": .array(addenda.map(\.json)), "checks": .array(checks.map(\.json)),
            "addsAs": .text(addsAs), "checksAs": .text(checksAs),
            "whyNoCheck": .text(whyNoCheck),
        ])
    }
}
