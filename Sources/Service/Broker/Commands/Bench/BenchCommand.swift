import Foundation

/// `bench …`: how fast a part of the program is on this machine, beside a reference in the same run.
enum BenchCommand {
    /// - Parameter arguments: those behind `bench`.
    /// - Returns: 0 after a measurement, 2 for wrong arguments, 3 if something could not be read or written.
    static func run(arguments: [String]) -> Int32 {
        if arguments.first == "start" {
            let code = StartBench.run(Array(arguments.dropFirst()))
            if code == 2 { complain(usage) }
            return code
        }
        guard arguments.first == "journal",
            let settings = JournalBench.Settings(Array(arguments.dropFirst()))
        else {
            complain(usage)
            return 2
        }
        do throws(JournalBench.Failure) {
            try JournalBench(settings).run()
            return 0
        } catch {
            complain(error.sentence)
            return 3
        }
    }

    private static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }

    private static let usage = """
        usage: contact-broker bench journal [--data DIR] [--seconds N] [--in-flight N]… [--events N] [--json]
               contact-broker bench start --data DIR [--events N]

        Durable entries per second with so many on their way at once (1, 16 and 256), beside a bare write and
        fdatasync of as many bytes; then how fast the log is verified and opened. --events N also writes a log of
        so many entries and opens it. DIR is a folder on the disk to measure; a new one in it is used and removed.

        `start` writes a log of so many entries (1,000,000) into DIR at its first run. Each later run is one start of
        the broker on it: seconds, entries read, and the most memory that the process had.
        """
}
