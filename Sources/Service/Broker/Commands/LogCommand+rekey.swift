import Cryptography
import Foundation
import Journal

/// `log rekey`: a new key-encryption key.
extension LogCommand {
    static func rekey(_ arguments: [String]) throws(Failure) -> Int32 {
        let directory = try LogArguments(arguments).directory
        if let inbox = try? JournalInbox(ofLogIn: directory), !inbox.items().isEmpty {
            throw .input(
                """
                Somebody has read the log in \(directory) by a command, and that is not in the log yet. Nothing was \
                changed. Start and stop the broker, then try again.
                """
            )
        }
        let count: Int
        do throws(JournalError) {
            count = try Journal.rotateKeys(directory: directory, options: options)
        } catch {
            throw failure(error, directory)
        }
        print(
            """
            \(count) keys are wrapped under a new key-encryption key: \(directory)/keys/kek.
            The old one opens nothing here any more. It still opens older copies of the keys folder, in \
            backups too: destroy those, or guard them as before.
            """
        )
        return 0
    }

    /// By the machine's own clock.
    static var options: JournalOptions {
        JournalOptions(
            now: { UInt64(max(0, Date.now.timeIntervalSince1970 * 1000)) },
            random: .system
        )
    }
}
