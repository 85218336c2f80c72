/// The lock of an output that commits take in turn.
enum CommitLock {
    static let name = ".commit.lock"

    /// Does something while no other run, here or in another process, commits, begins or ends.
    static func held<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        let lock = try OpenFile(path(root), .update)
        _ = try lock.lock(wait: true)
        return try withExtendedLifetime(lock, body)
    }

    /// Reads something while nothing is committed. Nothing is written for that: where there is no lock nobody commits,
    /// and where it may not be taken the reading is done all the same.
    static func whileReading<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        let lock = try? OpenFile(path(root), .read)
        _ = try? lock?.lock(wait: true)
        return try withExtendedLifetime(lock, body)
    }

    private static func path(_ root: OutputRoot) -> String {
        root.absolute("\(PartitionPlaces.stagingRoot)/\(name)")
    }
}
