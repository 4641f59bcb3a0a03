/// An actor that runs on one event loop, and is entered there by `assumeIsolated`.
package protocol LoopPinned: Actor {
    nonisolated var loop: EventLoop { get }
}

extension LoopPinned {
    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe loop.unownedExecutor
    }
}
