// swift-tools-version:6.2
import PackageDescription

/// Every target: Swift 6, strict memory safety, no warnings.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of the house: `Sources/<wing>/<name>`, with its tests in `Tests/<name>`.
func room(
    _ wing: String,
    _ name: String,
    _ dependencies: Target.Dependency...,
    exclude: [String] = []
)
    -> Target
{
    .target(
        name: name,
        dependencies: dependencies,
        path: "Sources/\(wing)/\(name)",
        exclude: exclude,
        swiftSettings: strict
    )
}

func tests(_ name: String, _ dependencies: Target.Dependency..., resources: [Resource] = [])
    -> Target
{
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name)] + dependencies,
        path: "Tests/\(name)",
        resources: resources,
        swiftSettings: strict
    )
}

let package = Package(
    name: "contact-broker",
    targets: [
        // Platform
        .target(
            name: "CSystem",
            path: "Sources/Platform/CSystem",
            linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]
        ),
        room("Platform", "JSON"),
        room("Platform", "Cryptography", "CSystem"),
        room("Platform", "TLS", "CSystem"),
        room("Platform", "HTTPWire", "Cryptography"),
        room("Platform", "Storage", "CSystem"),
        room("Platform", "Transport", "CSystem", "TLS"),
        // Evidence
        room("Evidence", "TransparencyLog", "Cryptography"),
        room("Evidence", "Journal", "TransparencyLog", "Cryptography", "Storage"),
        // Care
        room("Care", "Casework"),
        room("Care", "Sessions", "Casework", "JSON"),
        room("Care", "CaseRecords", "Sessions", "Casework", "JSON"),
        // Policy
        room("Policy", "Cedar", "JSON"),
        room("Policy", "Safeguards", "Cedar", "Sessions", "Casework", "JSON"),
        // Service
        room("Service", "SessionDescription"),
        room("Service", "Media", "SessionDescription", "Transport", "JSON"),
        room("Service", "Signalling", "Sessions", "Casework", "JSON", exclude: ["Protocol.md"]),
        .target(name: "WebClient", path: "Sources/Service/WebClient", exclude: ["pages"]),
        room(
            "Service",
            "Broker",
            "Signalling",
            "Media",
            "SessionDescription",
            "WebClient",
            "Safeguards",
            "Cedar",
            "CaseRecords",
            "Sessions",
            "Casework",
            "Journal",
            "TransparencyLog",
            "Transport",
            "Storage",
            "HTTPWire",
            "TLS",
            "Cryptography",
            "JSON"
        ),
        .executableTarget(
            name: "contact-broker",
            dependencies: ["Broker"],
            path: "Sources/contact-broker",
            swiftSettings: strict
        ),
        // Tests
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        tests("JSON"),
        tests("Cryptography"),
        tests("TLS", "TestSupport"),
        tests("HTTPWire", "Cryptography", "TestSupport"),
        tests("Storage"),
        tests("Transport", "TLS", "TestSupport"),
        tests("TransparencyLog", "Cryptography"),
        tests("Journal", "TransparencyLog", "Cryptography", "Storage", "TestSupport"),
        tests("Casework"),
        tests("Sessions", "TestSupport", "Casework", "JSON"),
        tests("CaseRecords", "Sessions", "Casework", "JSON"),
        tests("Cedar", "JSON"),
        tests("Safeguards", "Cedar", "Sessions", "Casework", "JSON"),
        tests("SessionDescription", "TestSupport"),
        tests(
            "Media",
            "TestSupport",
            "SessionDescription",
            "Transport",
            "JSON",
            resources: [.copy("Fixtures")]
        ),
        tests("Signalling", "Sessions", "Casework", "JSON"),
        tests(
            "Broker",
            "TestSupport",
            "Cryptography",
            "Media",
            "Cedar",
            "CaseRecords",
            "Safeguards",
            "Sessions",
            "Casework",
            "JSON",
            "HTTPWire",
            "Transport",
            "TLS",
            "Journal"
        ),
        .testTarget(
            name: "BrokerWebTests",
            dependencies: ["Broker", "TestSupport", "HTTPWire", "Transport", "TLS"],
            path: "Tests/BrokerWeb",
            swiftSettings: strict
        ),
        .testTarget(name: "ArchitectureTests", path: "Tests/Architecture", swiftSettings: strict),
    ],
    cLanguageStandard: .c2x
)

// Only when asked for: it needs every target built with `--sanitize=fuzzer` (Tests/Fuzz/run).
if Context.environment["FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["Journal", "TransparencyLog", "Storage", "Cryptography", "Cedar"],
            path: "Tests/Fuzz",
            exclude: ["Corpus", "run"],
            swiftSettings: strict
        )
    )
}
