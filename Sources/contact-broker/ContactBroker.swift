import Broker
import Foundation

/// The program: hands its arguments on, and exits with what comes back.
@main
struct ContactBroker {
    static func main() {
        exit(Command.run(Array(CommandLine.arguments.dropFirst())))
    }
}
