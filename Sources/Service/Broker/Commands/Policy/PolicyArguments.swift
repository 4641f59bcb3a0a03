/// What stands behind a verb of `policy` that reads a log: a directory, options with a value, `--json`.
struct PolicyArguments {
    private let arguments: LogArguments

    /// Throws `usage` for anything but one directory and the options named here, each once.
    init(_ arguments: [String], values: Set<String>) throws(LogCommand.Failure) {
        self.arguments = try LogArguments(arguments, values: values, flags: ["--json"])
        for option in values where self.arguments.all(option).count > 1 { throw .usage }
    }

    var directory: String { arguments.directory }
    var isJSON: Bool { arguments.has("--json") }

    /// Nil if it was not given.
    subscript(option: String) -> String? { arguments[option] }
}
