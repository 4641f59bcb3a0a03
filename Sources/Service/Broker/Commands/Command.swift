import Foundation

/// The program's subcommands.
package enum Command {
    /// Runs what the arguments ask for; they begin with the subcommand.
    ///
    /// - Returns: the exit code: 0 holds, 1 a negative verdict, 2 usage, 3 input or output failed.
    package static func run(_ arguments: [String]) -> Int32 {
        let rest = Array(arguments.dropFirst())
        switch arguments.first {
        case "demo": return DemoCommand.run(arguments: rest)
        case "certs": return CertsCommand.run(arguments: rest)
        case "log":
            return LogCommand.run(arguments: rest) { EntryType(rawValue: $0)?.name }
        case "policy":
            let arguments = Array(rest.dropFirst())
            switch rest.first {
            case "batch": return PolicyBatch.run(arguments: arguments)
            case "check": return PolicyCheck.run(arguments: arguments)
            case "test": return PolicyTest.run(arguments: arguments)
            case "explain": return PolicyExplain.run(arguments: arguments)
            case "backtest": return PolicyBacktest.run(arguments: arguments)
            case _: break
            }
        case "bench" where rest.first == "policy":
            return PolicyBench.run(arguments: Array(rest.dropFirst()))
        case "report": return ReportCommand.run(arguments: rest)
        case "retention": return RetentionCommand.run(arguments: rest)
        case "witness": return WitnessCommand.run(arguments: rest)
        case "outbox": return OutboxCommand.run(arguments: rest)
        case "bench": return BenchCommand.run(arguments: rest)
        case "help", "--help", "-h":
            print(usage)
            return 0
        case _: break
        }
        FileHandle.standardError.write(Data((usage + "\n").utf8))
        return 2
    }

    package static let usage = """
        usage: contact-broker <command>

          demo                     a fictional family time session, in your browser
          certs init | status      development authority and certificates
          log verify | show        checks a log, or prints it
          log tiles                lays a log out for other people's tools
          log witness | cosign     has a log's checkpoint seen by somebody else
          witness                  signs what other people's logs show it, over the network
          log rekey                wraps a log's keys anew
          log export               gives a session's log out, with its proofs
          log copy                 a record for a parent, with other people taken out
          log backup | restore     copies a log, and brings it back
          log erase                makes a session's log unreadable, for good
          policy check             whether the policies can be obeyed
          policy test              holds the policies against their examples
          policy explain           why somebody may do something, or may not
          policy backtest          what other policies would have done to past sessions
          policy batch             answers Cedar requests from files
          bench policy             how long a decision takes
          report statistics        what the log tells of many sessions
          report queue             what a safeguarding lead should look at, and why
          report chronology        one child's sessions as a story
          report retention         what is due to be disposed of, and when
          retention hold | release a court or a request still needs a session
          retention dispose | seal what is due, or an adopted child's, by a named person
          outbox status | replay   what the case system was told, and telling it again
          outbox keys              makes keys to sign notices with
          bench journal | start    how fast the log is on this machine, and how fast it is opened
          help                     this text

        A command without arguments it needs says which.
        """
}
