internal import CSystem
internal import Glibc

/// Another program, started and reaped here; killed when the last reference goes.
package final class ChildProcess: Sendable {
    package let pid: Int32
    private let descriptor: FileDescriptor
    /// Set once it is reaped; from then on its number may be another's.
    private let status = Guarded<Int32?>(nil)

    /// Starts `path` with nothing to read, in a process group of its own, with default signals,
    /// an empty environment and no descriptor of ours.
    ///
    /// What it writes goes to the end of the file `output`, made with mode 0600. It dies with
    /// the calling *thread*, if `setpriv` (util-linux) is there: start it on a thread that
    /// stays.
    package init(path: String, arguments: [String], output: String) throws(TransportError) {
        let command =
            unsafe access(Self.setpriv, X_OK) == 0
            ? [Self.setpriv, "--pdeathsig", "KILL", path] + arguments : [path] + arguments
        let child = try Self.spawn(command, output: output)
        do {
            descriptor = try FileDescriptor(csystem_pidfd_open(child), from: "pidfd_open")
        } catch {
            Glibc.kill(child, SIGKILL)
            waitpid(child, nil, 0)
            throw error
        }
        pid = child
    }

    deinit {
        guard !kill() else {
            waitpid(pid, nil, 0)
            return
        }
    }

    /// SIGKILL, which also ends a stopped process; false if it has ended already.
    @discardableResult
    package func kill() -> Bool {
        status.withLock { status in
            guard status == nil else { return false }
            Glibc.kill(pid, SIGKILL)
            return true
        }
    }

    /// Calls once, when it has ended, with its exit status, or 128 and the signal's number.
    ///
    /// Keeps the process until then.
    package func watch(
        on loop: isolated EventLoop,
        _ ended: @escaping @Sendable (Int32, isolated EventLoop) -> Void
    ) {
        loop.watch(descriptor) { [self] loop in
            guard let status = reap() else { return }
            loop.unwatch(descriptor)
            ended(status, loop)
        }
    }

    private func reap() -> Int32? {
        status.withLock { status in
            guard status == nil else { return nil }
            var raw: Int32 = 0
            guard unsafe waitpid(pid, &raw, WNOHANG) == pid else { return nil }
            let signal = raw & 0x7F
            status = signal == 0 ? raw >> 8 & 0xFF : 128 + signal
            return status
        }
    }

    private static func spawn(_ command: [String], output: String) throws(TransportError)
        -> Int32
    {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(
            &actions,
            1,
            output,
            O_WRONLY | O_CREAT | O_APPEND,
            0o600
        )
        unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
        unsafe csystem_close_from(&actions, 3)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe posix_spawnattr_setsigmask(&attributes, &signals)
        unsafe sigfillset(&signals)
        unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
        unsafe posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
        )
        let words = unsafe command.map { unsafe strdup($0) } + [nil]
        defer { unsafe words.forEach { unsafe free($0) } }
        // An empty environment: ours may hold what is nobody else's business.
        let none: [UnsafeMutablePointer<CChar>?] = unsafe [nil]
        var pid: Int32 = 0
        let code = unsafe posix_spawn(&pid, command[0], &actions, &attributes, words, none)
        guard code == 0 else { throw TransportError(call: "posix_spawn", code: code) }
        return pid
    }

    private static let setpriv = "/usr/bin/setpriv"
}
