import Journal

extension FuzzTarget {
    /// What is in a snapshot, once it is opened.
    static let snapshot = FuzzTarget(name: "snapshot") { bytes in
        guard let snapshot = LogSnapshot(parsing: bytes) else { return }
        demand(
            LogSnapshot(parsing: snapshot.bytes) == snapshot,
            "A snapshot does not read back what it wrote."
        )
    }
}
