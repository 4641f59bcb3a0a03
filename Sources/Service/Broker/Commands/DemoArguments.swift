/// What `demo` was asked for.
struct DemoArguments {
    var port: UInt16 = 8443
    var data = ".contact-broker"
    var policies = "Policies"
    /// Addresses to listen on and to be known by.
    var listen = "127.0.0.1"
    var isJSON = false

    /// Nil if the arguments make no sense.
    init?(_ arguments: [String]) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": isJSON = true
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
            case _: return nil
            }
        }
    }

    static let usage = """
        usage: contact-broker demo [--port N] [--data DIR] [--policies DIR] [--listen ADDRESS] [--json]
          --port N          where browsers reach it (8443)
          --data DIR        certificates, keys, log and records (.contact-broker)
          --policies DIR    the rules it obeys (Policies)
          --listen ADDRESS  a numeric address of this machine (127.0.0.1)
          --json            one line when ready, for programs
        """
}
