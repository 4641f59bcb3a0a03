import Cedar
import Foundation
import JSON

/// `bench policy`: how long one decision takes, requests and entities already parsed.
///
/// Figures of one machine at one moment: worth something only beside others from the same run.
package enum PolicyBench {
    struct Figures: Equatable {
        let policies: Int
        let requests: Int
        let decisions: Int
        /// From the files' texts to a set that is parsed and strictly validated.
        let load: Duration
        let median: Duration
        let p99: Duration
        let perSecond: Int
    }

    /// - Parameter arguments: those behind `bench policy`.
    /// - Returns: 0 once it is printed, 2 for wrong arguments, 3 if some input could not be read.
    package static func run(arguments: [String]) -> Int32 {
        do throws(PolicyBatch.Failure) {
            let files = arguments.filter { $0 != "--json" }
            guard arguments.count - files.count <= 1 else { throw .usage }
            let figures = try figures(try PolicyBatch.input(files))
            print(files == arguments ? figures.text : JSONWriter.text(figures.json))
            return 0
        } catch {
            let (sentence, status): (String, Int32) =
                switch error {
                case .usage: (usage, 2)
                case .input(let sentence): (sentence, 3)
                }
            FileHandle.standardError.write(Data("\(sentence)\n".utf8))
            return status
        }
    }

    static func figures(
        _ input: PolicyBatch.Input,
        decisions wanted: Int = 50_000
    ) throws(PolicyBatch.Failure) -> Figures {
        var cases: [(request: Request, entities: Entities)] = []
        do throws(CedarError) {
            for request in input.requests {
                cases.append(try PolicyBatch.parsed(request, input))
            }
        } catch {
            throw .input(error.description)
        }
        guard !cases.isEmpty else { throw .input("There is no request.") }
        let rounds = max(wanted / cases.count, 1)
        // What is not counted: the first tenth, in which caches fill.
        for _ in 0...(rounds / 10) { _ = round(cases, input.policies) }
        var times: [Duration] = []
        for _ in 0..<rounds { times += round(cases, input.policies) }
        let total = times.reduce(.zero, +)
        times.sort()
        return Figures(
            policies: input.policies.policies.count,
            requests: cases.count,
            decisions: times.count,
            load: input.loadTime,
            median: times[times.count / 2],
            p99: times[min(times.count * 99 / 100, times.count - 1)],
            perSecond: Int(Double(times.count) / max(total / .seconds(1), .leastNonzeroMagnitude))
        )
    }

    /// The time of each decision.
    private static func round(
        _ cases: [(request: Request, entities: Entities)],
        _ policies: PolicySet
    ) -> [Duration] {
        let clock = ContinuousClock()
        return cases.map { request, entities in
            clock.measure {
                _ = Authorizer.authorize(request, policies: policies, entities: entities)
            }
        }
    }

    private static let usage = """
        usage: contact-broker bench policy --policies DIR --requests FILE [--schema FILE] \
        [--entities FILE] [--json]
        """
}

extension PolicyBench.Figures {
    var text: String {
        """
        \(policies) policies, \(requests) requests, \(decisions) decisions
        parse and validate  \(Self.digits(load / .milliseconds(1))) ms
        a decision, p50     \(Self.digits(median / .microseconds(1))) µs
        a decision, p99     \(Self.digits(p99 / .microseconds(1))) µs
        decisions a second  \(perSecond)
        """
    }

    var json: JSONValue {
        [
            "policies": .integer(Int64(policies)), "requests": .integer(Int64(requests)),
            "decisions": .integer(Int64(decisions)),
            "load_ms": .number(load / .milliseconds(1)),
            "p50_us": .number(median / .microseconds(1)),
            "p99_us": .number(p99 / .microseconds(1)),
            "decisions_per_second": .integer(Int64(perSecond)),
        ]
    }

    private static func digits(_ value: Double) -> String {
        String(format: "%.2f", value)
    }
}
