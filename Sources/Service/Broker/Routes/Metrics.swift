import HTTPWire
import Safeguards

/// `/metrics`, for whoever watches the service: numbers about policies and log, and nothing about anybody.
///
/// The text format of Prometheus, version 0.0.4.
enum Metrics {
    static func response(_ policies: ActivePolicies, _ store: SessionStore) -> HTTPResponse {
        let witnesses = store.health.witnesses.map(\.1)
        let metrics: [(name: String, help: String, value: Int)] = [
            ("policies", "Policies in force.", policies.book.count),
            (
                "policies_refused", "1 while a newer set was offered and the old one is kept.",
                policies.refusal == nil ? 0 : 1
            ),
            (
                "log_writable", "1 while the log takes what happens.",
                store.health.isWell ? 1 : 0
            ),
            (
                "log_signed", "0 while the newest checkpoint could not be put in place.",
                store.health.isSigned ? 1 : 0
            ),
            ("log_witnesses", "Witnesses that sign the log.", witnesses.count),
            (
                "log_witnesses_well", "Witnesses whose last answer was a signature.",
                witnesses.count { $0.state == .well }
            ),
            (
                "log_witnesses_contradict", "Witnesses that saw another log than this one.",
                witnesses.count { $0.state == .contradicted }
            ),
            (
                "log_unwitnessed", "Entries that are signed for, and that no witness has seen.",
                Int(clamping: witnesses.map(\.unseen).min() ?? 0)
            ),
        ]
        let text = metrics.map { metric in
            """
            # HELP contact_broker_\(metric.name) \(metric.help)
            # TYPE contact_broker_\(metric.name) gauge
            contact_broker_\(metric.name) \(metric.value)

            """
        }
        return HTTPResponse(.ok, type: type, body: Array(text.joined().utf8))
    }

    private static let type = "text/plain; version=0.0.4; charset=utf-8"
}
