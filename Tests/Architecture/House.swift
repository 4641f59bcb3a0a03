/// The design's drawing of the house, as a table: who may import whom.
enum House {
    /// From the ground up; a room imports from its own wing and from those before it.
    static let wings = ["Platform", "Evidence", "Care", "Policy", "Service"]

    struct Room {
        let wing: String
        let name: String
        /// Rooms of this house that Package.swift declares for it, and nothing besides.
        let rooms: Set<String>
        /// Modules of the toolchain and the system.
        let system: Set<String>
        /// No input or output, no clock and no randomness of its own.
        let isPure: Bool

        init(
            _ wing: String,
            _ name: String,
            _ rooms: Set<String> = [],
            system: Set<String> = [],
            isPure: Bool = true
        ) {
            self.wing = wing
            self.name = name
            self.rooms = rooms
            self.system = system
            self.isPure = isPure
        }

        var folder: String { "Sources/\(wing)/\(name)" }
    }

    static let rooms = [
        Room("Platform", "CSystem", isPure: false),
        Room("Platform", "JSON"),
        Room("Platform", "Cryptography", ["CSystem"], system: ["Synchronization"]),
        Room("Platform", "TLS", ["CSystem"], system: ["Synchronization"]),
        Room("Platform", "HTTPWire", ["Cryptography"]),
        Room("Platform", "Storage", ["CSystem"], system: ["Glibc"], isPure: false),
        Room("Platform", "Transport", ["CSystem", "TLS"], system: shell, isPure: false),
        Room("Evidence", "TransparencyLog", ["Cryptography"]),
        Room(
            "Evidence",
            "Journal",
            ["TransparencyLog", "Cryptography", "Storage"],
            system: ["Dispatch", "Synchronization"],
            isPure: false
        ),
        // Foundation for calendars and time zones.
        Room("Care", "Casework", system: ["Foundation"]),
        Room("Care", "Sessions", ["Casework", "JSON"]),
        Room("Care", "CaseRecords", ["Sessions", "Casework", "JSON"]),
        Room("Policy", "Cedar", ["JSON"]),
        Room("Policy", "Safeguards", ["Cedar", "Sessions", "Casework", "JSON"]),
        Room("Service", "SessionDescription"),
        Room(
            "Service",
            "Media",
            ["SessionDescription", "Transport", "JSON"],
            system: shell,
            isPure: false
        ),
        Room("Service", "Signalling", ["Sessions", "Casework", "JSON"]),
        Room("Service", "WebClient", isPure: false),
        Room(
            "Service",
            "Broker",
            [
                "Signalling", "Media", "SessionDescription", "WebClient", "Safeguards", "Cedar",
                "CaseRecords", "Sessions", "Casework", "Journal", "TransparencyLog", "Transport",
                "Storage", "HTTPWire", "TLS", "Cryptography", "JSON",
            ],
            system: shell,
            isPure: false
        ),
    ]

    /// The executable: a room without a wing.
    static let program = "contact-broker"

    /// What those that do input and output may use of the system.
    private static let shell: Set = ["Foundation", "Dispatch", "Glibc", "Synchronization"]
}
