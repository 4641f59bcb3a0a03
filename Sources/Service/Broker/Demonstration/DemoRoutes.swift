import HTTPWire
import Transport

/// What only the demo serves: `/demo`, and what that page asks for.
package final class DemoRoutes: Sendable {
    private let house = Guarded<DemoHouse?>(nil)

    package init() {}

    /// From now on.
    func serve(_ house: DemoHouse) { self.house.withLock { $0 = house } }
}
