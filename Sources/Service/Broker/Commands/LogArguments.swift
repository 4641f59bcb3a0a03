/// What stands behind a verb of `log`: a directory, options with a value, and flags.
struct LogArguments {
    private(set) var directory = ""
    private var values: [String: [String]] = [:]
    private var flags: Set<String> = []

    /// Throws `usage` for anything but one directory and the options named here.
    init(
        _ arguments: [String],
        values known: Set<String> = [],
        flags knownFlags: Set<String> = []
    ) throws(LogCommand.Failure) {
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if knownFlags.contains(argument) {
                flags.insert(argument)
            } else if known.contains(argument) {
                guard let value = rest.popFirst() else { throw .usage }
                values[argument, default: []].append(value)
            } else {
                guard directory.isEmpty, !argument.isEmpty, !argument.hasPrefix("-") else {
                    throw .usage
                }
                directory = argument
            }
        }
        guard !directory.isEmpty else { throw .usage }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// Nil if it was not given.
    subscript(option: String) -> String? { values[option]?.last }

    func all(_ option: String) -> [String] { values[option] ?? [] }

    func required(_ option: String) throws(LogCommand.Failure) -> String {
        guard let values = values[option], values.count == 1, let value = values.first,
            !value.isEmpty
        else { throw .usage }
        return value
    }
}
