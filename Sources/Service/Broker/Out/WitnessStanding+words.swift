import JSON

/// What the operator is told of a witness: what was found, what is safe, what to do.
extension WitnessStanding {
    package func sentence(of name: String) -> String {
        switch trouble {
        case nil:
            state == .notAsked
                ? "The witness \(name) has not been asked yet."
                : "The witness \(name) has signed the log’s first \(seen) entries."
        case .nameUnknown: away(name, "its host name is unknown")
        case .addressNotAllowed:
            away(
                name,
                "its host is in a private network, which “insideHosts” of the settings does not allow"
            )
        case .notConnected: away(name, "no connection")
        case .timedOut: away(name, "it does not answer")
        case .notUnderstood: away(name, "what it answers is no HTTP")
        case .status(let code): away(name, "it answers \(code)")
        case .logUnknown:
            """
            The witness \(name) does not know this log’s key. The log goes on without it: give the witness the line in \
            journal/journal.vkey.
            """
        case .notItsSignature:
            """
            What the witness \(name) answered is not signed with the key that the settings have of it. It is not kept. \
            Compare the key with whoever runs the witness; until then the log goes on without it.
            """
        case .shrunk(let seen):
            """
            The witness \(name) has seen \(seen) entries of this log, and there are \(signed): the log was cut, or an \
            older copy was put back. Sessions go on, and nothing was changed. Keep this folder as it is, find the newer \
            one, and say so to whoever answers for the log.
            """
        case .changed(let seen):
            """
            The first \(seen) entries of this log are not those that the witness \(name) has seen: the log was changed, \
            or has two histories. Sessions go on, and nothing was changed. Keep this folder as it is; “log verify” says \
            more.
            """
        case .damaged(let sentence):
            """
            The log on the disk is not what was signed for: \(sentence) Sessions go on, and nothing was changed. Keep \
            this folder as it is; “log verify” says more.
            """
        case .notKept(let sentence):
            "What the witness \(name) signed could not be kept: \(sentence) It is asked again."
        }
    }

    private func away(_ name: String, _ reason: String) -> String {
        """
        The witness \(name) cannot be asked: \(reason). The log goes on, and it is tried again; until then nobody \
        outside knows of entries after \(seen).
        """
    }

    /// A member of `/readyz`, and an entry of the log.
    func json(of name: String) -> JSONValue {
        var object = JSONObject()
        object.insert(.string(name), at: "witness")
        object.insert(.string(state.rawValue), at: "state")
        object.insert(.integer(Int64(clamping: seen)), at: "seen")
        object.insert(.integer(Int64(clamping: signed)), at: "signed")
        if let time { object.insert(.integer(Int64(clamping: time)), at: "time") }
        if trouble != nil { object.insert(.string(sentence(of: name)), at: "sentence") }
        return .object(object)
    }
}
