/// Why the demo cannot start, or cannot go on, in a sentence for whoever started it.
struct DemoFailure: Error {
    let sentence: String
}
