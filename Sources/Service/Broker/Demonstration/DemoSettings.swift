/// Where a demo keeps its things, and where it is reached.
package struct DemoSettings: Sendable {
    /// Certificates, keys, log and records.
    let data: String
    /// Where media processes are written down, so that none outlives its broker.
    var mediaNotes: String { data + "/media" }
    let policies: String
    /// The address to listen on, and to be known by.
    let listen: String
    /// 0: any free one.
    let port: UInt16
    /// The file that says which case system is told of signed records; nil: none.
    let outbox: String?
    /// The file that says which witnesses sign the log's checkpoints; nil: none.
    let witnesses: String?
    /// For the operator, while it runs.
    private(set) var say: @Sendable (String) -> Void = { _ in }
    /// Called once, when the log can't be written any more.
    private(set) var onFailure: @Sendable () -> Void = {}

    package init(
        data: String,
        policies: String,
        listen: String = "127.0.0.1",
        port: UInt16 = 0,
        outbox: String? = nil,
        witnesses: String? = nil
    ) {
        self.data = data
        self.policies = policies
        self.listen = listen
        self.port = port
        self.outbox = outbox
        self.witnesses = witnesses
    }

    func telling(
        _ say: @escaping @Sendable (String) -> Void,
        onFailure: @escaping @Sendable () -> Void
    ) -> DemoSettings {
        var settings = self
        settings.say = say
        settings.onFailure = onFailure
        return settings
    }
}
