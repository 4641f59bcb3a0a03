/// Descriptors that are no connections: a child's end, a local socket.
extension EventLoop {
    /// Calls whenever there is something to read, or the end, until `unwatch`.
    ///
    /// Level-triggered: what is left unread is reported again. May call once in vain.
    func watch(_ descriptor: borrowing FileDescriptor, _ call: @escaping Call) {
        let token = Self.watchToken(descriptor)
        watchers[token] = call
        poller.watch(descriptor, token: token)
    }

    func unwatch(_ descriptor: borrowing FileDescriptor) {
        guard watchers.removeValue(forKey: Self.watchToken(descriptor)) != nil else { return }
        poller.forget(descriptor)
    }

    func callWatcher(_ token: UInt64) { watchers[token]?(self) }

    /// No connection's serial number is that large, and no listener's descriptor.
    private static func watchToken(_ descriptor: borrowing FileDescriptor) -> UInt64 {
        1 << 63 | UInt64(descriptor.raw)
    }
}
