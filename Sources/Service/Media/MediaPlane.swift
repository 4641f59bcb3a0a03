package import Transport

/// What carries one session's sound and picture, and cuts it.
///
/// Lives on the session's event loop: `perform` never blocks, and events come later, on the same
/// loop, never from within `perform`. The gate is closed from the start; only `open` opens it.
package protocol MediaPlane: AnyObject, Sendable {
    func perform(_ order: MediaOrder, loop: isolated EventLoop)
}

/// Where a plane's events go, on the session's loop.
package typealias MediaEventHandler = @Sendable (MediaEvent, isolated EventLoop) -> Void
