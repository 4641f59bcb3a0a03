import Journal
import Storage

/// What to say to whoever meets a log that does not open: what was found, where, what is safe, what to do.
extension JournalError {
    func sentences(onLogIn directory: String) -> String {
        "The log in \(directory) cannot be opened: \(self) \(advice(on: directory))"
    }

    private func advice(on directory: String) -> String {
        switch self {
        case .damaged(let damage) where damage.reason == .newerFormat:
            return "Nothing was changed. Use the version that wrote it, or a later one."
        case .damaged:
            return """
                Nothing was changed. Keep the folder as it is: it is evidence, and "log verify" says more of it. Go on \
                with another folder, or with a backup that "log restore" brings back.
                """
        case .keyUnusable:
            return """
                Nothing was changed. Without its keys the log can be verified, but not read: put the folder keys back as \
                it was, from where it is kept.
                """
        case .heldByAnotherProcess(let process):
            let who = process.map { "process \($0)" } ?? "that process"
            return "It is safe. Stop \(who) first, or use another folder."
        case .diskFull:
            return """
                Nothing that was written is lost. A log takes 16 megabytes ahead: make room on that disk, then start \
                again.
                """
        case .storageFailed(let error) where error.isMissingFile:
            return "Is this the right folder?"
        case .storageFailed:
            return
                "Nothing that was acknowledged is given up. See whether the disk is well, then start again."
        case .payloadTooLarge, .appendTooLarge, .noSuchEntry, .overloaded, .closed, .failed,
            .cryptographyFailed:
            return "Nothing was changed."
        }
    }
}
