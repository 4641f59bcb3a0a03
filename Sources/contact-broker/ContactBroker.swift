import Broker
import Glibc

/// The program: hands its arguments on, and ends with what comes back.
@main
struct ContactBroker {
    /// Ends without the C library's clean-up.
    ///
    /// OpenSSL would free there what a thread that is just ending, or one that reads in the
    /// background, still uses. What must last was made durable before.
    static func main() {
        let status = Command.run(Array(CommandLine.arguments.dropFirst()))
        fflush(nil)
        _exit(status)
    }
}
