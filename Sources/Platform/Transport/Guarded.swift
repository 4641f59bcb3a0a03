internal import Synchronization

/// A `Mutex` that thread sanitizer can follow.
///
/// It misses a contended `Mutex` being taken (that path lies in a library without
/// instrumentation) and reports races under it; with -DTSAN two atomic steps show the order.
package struct Guarded<Value>: ~Copyable, Sendable where Value: ~Copyable {
    private let mutex: Mutex<Value>
    #if TSAN
        private let order = Atomic<Int>(0)
    #endif

    package init(_ value: consuming sending Value) { mutex = Mutex(value) }

    package borrowing func withLock<Result>(
        _ body: (inout sending Value) -> sending Result
    ) -> sending Result {
        #if TSAN
            mutex.withLock { value in
                order.add(1, ordering: .acquiringAndReleasing)
                defer { order.add(1, ordering: .acquiringAndReleasing) }
                return body(&value)
            }
        #else
            mutex.withLock(body)
        #endif
    }
}
