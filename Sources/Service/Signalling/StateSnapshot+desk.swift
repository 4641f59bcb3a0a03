import JSON
package import Sessions
package import Casework

/// What only the supervisor and the colleague on call see.
extension StateSnapshot {
    /// The server's proof that the supervisor sees and hears.
    package struct Lease: Equatable, Sendable {
        /// Milliseconds until the session is held.
        package var remaining: Int64
        /// Milliseconds when full.
        package var limit: Int64
        package var sees: Bool
        package var hears: Bool
        package var isHidden: Bool

        package init(remaining: Int64, limit: Int64, sees: Bool, hears: Bool, isHidden: Bool) {
            self.remaining = remaining
            self.limit = limit
            self.sees = sees
            self.hears = hears
            self.isHidden = isHidden
        }

        var json: JSONValue {
            .members([
                "remaining": .integer(remaining), "limit": .integer(limit), "sees": .bool(sees),
                "hears": .bool(hears), "isHidden": .bool(isHidden),
            ])
        }
    }

    package enum AgreementState: String, CaseIterable, Sendable {
        case notNeeded, open, given, refused, withdrawn
    }

    /// Somebody in their waiting room.
    package struct Waiting: Equatable, Sendable {
        package var seat: SeatID
        package var shownName: String
        package var role: SeatRole
        package var agreement: AgreementState
        package var isIdentityConfirmed: Bool
        package var isConnected: Bool
        package var companion: String?
        /// An interpreter's answer whether they know the family; nil for everybody else.
        package var declaration: Declaration?
        /// Why the policies would not let them in now; nil if they would.
        package var obstacle: Obstacle?

        package init(
            seat: SeatID,
            shownName: String,
            role: SeatRole,
            agreement: AgreementState,
            isIdentityConfirmed: Bool,
            isConnected: Bool,
            companion: String? = nil,
            declaration: Declaration? = nil,
            obstacle: Obstacle? = nil
        ) {
            self.seat = seat
            self.shownName = shownName
            self.role = role
            self.agreement = agreement
            self.isIdentityConfirmed = isIdentityConfirmed
            self.isConnected = isConnected
            self.companion = companion
            self.declaration = declaration
            self.obstacle = obstacle
        }

        var json: JSONValue {
            .members([
                "seat": .string(seat.text), "shownName": .string(shownName),
                "role": .string(role.rawValue), "agreement": .string(agreement.rawValue),
                "isIdentityConfirmed": .bool(isIdentityConfirmed),
                "isConnected": .bool(isConnected), "companion": .text(companion),
                "declaration": .text(declaration?.rawValue), "obstacle": obstacle?.json,
            ])
        }
    }

    package struct Note: Equatable, Sendable {
        /// The entry's number in the journal.
        package var entry: Int64
        /// Civil time of day, `16:04:31`.
        package var time: String
        package var text: String
        package var kind: NoteKind

        package init(entry: Int64, time: String, text: String, kind: NoteKind) {
            self.entry = entry
            self.time = time
            self.text = text
            self.kind = kind
        }

        var json: JSONValue {
            .members([
                "entry": .integer(entry), "time": .string(time), "text": .string(text),
                "kind": .string(kind.rawValue),
            ])
        }
    }

    package struct CheckState: Equatable, Sendable {
        package var check: Check
        package var isDone: Bool

        package init(check: Check, isDone: Bool) {
            self.check = check
            self.isDone = isDone
        }

        var json: JSONValue {
            .members(["check": .string(check.rawValue), "isDone": .bool(isDone)])
        }
    }

    /// The plan's goals and restrictions, as sentences.
    package struct Plan: Equatable, Sendable {
        package var goals: [String]
        package var restrictions: [String]

        package init(goals: [String], restrictions: [String]) {
            self.goals = goals
            self.restrictions = restrictions
        }

        var json: JSONValue {
            .members(["goals": .texts(goals), "restrictions": .texts(restrictions)])
        }
    }
}
