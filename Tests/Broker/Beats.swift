import Foundation

/// Pages that beat truthfully four times a second while something is done.
enum Beats {
    static func go<Value: Sendable>(
        on people: [String: Visitor],
        _ body: () async throws -> Value
    ) async throws -> Value {
        let seats = people.values.map(\.seat)
        let beats = Task {
            while !Task.isCancelled {
                for visitor in people.values {
                    visitor.beat(seeing: seats.filter { $0 != visitor.seat })
                }
                try? await Task.sleep(for: .milliseconds(250))
            }
        }
        defer { beats.cancel() }
        return try await body()
    }
}
