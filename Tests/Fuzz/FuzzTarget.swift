import Foundation

/// A parser under fire: libFuzzer hands it bytes that have been bent towards code not reached before.
///
/// A target crashes the process, and so is found, when a parser traps, and by `demand` when it accepts what it
/// should not. To add one: an extension with a static member in `Targets`, its name in `all`, and seeds in
/// `Corpus/<name>`. `Tests/Fuzz/run` does the rest.
struct FuzzTarget: Sendable {
    let name: String
    let body: @Sendable ([UInt8]) -> Void

    static let all: [FuzzTarget] = [
        .entry, .segment, .snapshot, .note, .checkpoint, .witness, .proof, .tiles,
        .policies, .policyJSON, .schema, .entities, .condition,
    ]

    /// The one that CONTACT_BROKER_FUZZ names.
    static let chosen: FuzzTarget = {
        let name = ProcessInfo.processInfo.environment["CONTACT_BROKER_FUZZ"] ?? ""
        guard let target = all.first(where: { $0.name == name }) else {
            let names = all.map(\.name).joined(separator: " ")
            FileHandle.standardError.write(Data("CONTACT_BROKER_FUZZ must be of: \(names)\n".utf8))
            exit(2)
        }
        return target
    }()
}

/// Ends the process if this does not hold: the input that led here is a finding.
func demand(_ holds: Bool, _ sentence: StaticString) {
    precondition(holds, "\(sentence)")
}

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.chosen.body(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}
