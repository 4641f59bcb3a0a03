/// What `demo` was asked for.
struct DemoArguments {
    /// Nil: the usual.
    private(set) var port: UInt16?
    private(set) var data: String?
    private(set) var policies = "Policies"
    /// The address to listen on, and to be known by.
    private(set) var listen = "127.0.0.1"
    private(set) var outbox: String?
    private(set) var witnesses: String?
    private(set) var isJSON = false
    private(set) var isPlay = false

    /// Nil if the arguments make no sense.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": isJSON = true
            case "--play": isPlay = true
            case "--port":
                guard let port = rest.popFirst().flatMap({ UInt16($0) }) else { return nil }
                self.port = port
            case "--data":
                guard let value = rest.popFirst() else { return nil }
                data = value
            case "--policies":
                guard let value = rest.popFirst() else { return nil }
                policies = value
            case "--listen":
                guard let value = rest.popFirst() else { return nil }
                listen = value
            case "--outbox":
                guard let value = rest.popFirst() else { return nil }
                outbox = value
            case "--witnesses":
                guard let value = rest.popFirst() else { return nil }
                witnesses = value
            case _: return nil
            }
        }
        if isPlay, isJSON || outbox != nil || witnesses != nil { return nil }
    }

    /// What it cannot be asked for; nil if it is only a value that is missing or wrong.
    static func stranger(in arguments: [String]) -> String? {
        arguments.first {
            $0.hasPrefix("-") && !usage.contains("[\($0)") && !usage.contains("demo \($0)")
        }
    }

    static let usage = """
        usage: contact-broker demo [--port N] [--data DIR] [--policies DIR] [--listen ADDRESS]
                                   [--outbox FILE] [--witnesses FILE] [--json]
               contact-broker demo --play [--port N] [--data DIR] [--policies DIR]
          --port N          where browsers reach it (8443)
          --data DIR        certificates, keys, log and records (.contact-broker)
          --policies DIR    the rules it obeys (Policies)
          --listen ADDRESS  a numeric address of this machine (127.0.0.1)
          --outbox FILE     the case system that is told of signed records
          --witnesses FILE  who else signs what the log is, so that nobody can cut it or put it back
          --json            one line when ready, for programs
          --play            no browser: scripted people go through two sessions, with scripted sound and
                            picture, and what was promised is checked on the way; then it stops.
                            Its log is thrown away unless --data names a new folder for it.
        """
}
