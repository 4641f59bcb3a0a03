/// A thread, loop or queue on which completions run.
///
/// All completions of one batch that go to the same one are handed over in one call.
package struct Waker: Sendable {
    let identity: ObjectIdentifier
    let post: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// `post` runs what it is given later, in order, on what `object` stands for.
    package init(
        _ object: AnyObject,
        post: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void
    ) {
        identity = ObjectIdentifier(object)
        self.post = post
    }
}
