internal import CSystem
internal import Glibc

/// epoll, and an eventfd that other threads ring; usable from any thread.
struct Poller: ~Copyable {
    private let epoll: FileDescriptor
    private let bell: FileDescriptor

    /// No connection has these tokens.
    static let bellToken = UInt64.max
    static let firstListenerToken = UInt64.max - 1_000

    init() throws(TransportError) {
        let epoll = try FileDescriptor(epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
        bell = try FileDescriptor(eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)), from: "eventfd")
        self.epoll = epoll
        // Edge-triggered: each ring is an event, and nobody need read the counter.
        control(EPOLL_CTL_ADD, bell.raw, EPOLLIN.rawValue | EPOLLET.rawValue, Poller.bellToken)
    }

    /// Level-triggered: what is left unread is reported again.
    func watch(_ descriptor: borrowing FileDescriptor, token: UInt64) {
        control(EPOLL_CTL_ADD, descriptor.raw, EPOLLIN.rawValue, token)
    }

    func watch(_ descriptor: borrowing FileDescriptor, token: UInt64, forWriting: Bool) {
        let events = EPOLLIN.rawValue | (forWriting ? EPOLLOUT.rawValue : 0)
        control(EPOLL_CTL_MOD, descriptor.raw, events, token)
    }

    func forget(_ descriptor: borrowing FileDescriptor) {
        control(EPOLL_CTL_DEL, descriptor.raw, 0, 0)
    }

    /// Waits at most `milliseconds` (-1: for ever); no events after a signal.
    func wait(into list: inout EventList, milliseconds: Int32) {
        list.count = Int(
            unsafe epoll_wait(epoll.raw, &list.raw, Int32(list.raw.count), milliseconds)
        )
    }

    func ring() {
        var one: UInt64 = 1
        _ = unsafe write(bell.raw, &one, 8)
    }

    private func control(_ operation: Int32, _ raw: Int32, _ events: UInt32, _ token: UInt64) {
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: token))
        unsafe epoll_ctl(epoll.raw, operation, raw, &event)
    }
}

/// The kernel's list of events, kept from turn to turn.
@safe
struct EventList {
    fileprivate var raw = unsafe [epoll_event](repeating: epoll_event(), count: 512)
    fileprivate(set) var count = 0

    func token(_ index: Int) -> UInt64 { unsafe raw[index].data.u64 }
    func isWritable(_ index: Int) -> Bool { unsafe raw[index].events & EPOLLOUT.rawValue != 0 }
    /// Or ended, or broken: a read will tell.
    func isReadable(_ index: Int) -> Bool { unsafe raw[index].events & ~EPOLLOUT.rawValue != 0 }
}
