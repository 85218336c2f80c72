internal import Disk

/// The lock of an output that commits take in turn.
enum CommitLock {
    static let name = ".commit.lock"

    /// Does something while no other run, here or in another process, commits, begins or ends.
    static func held<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        let lock = try FileLock(waitingFor: OpenFile(path(root), .update))
        return try lock.holding(body)
    }

    /// Reads something while nothing is committed. Nothing is written for that: where there is no lock nobody commits,
    /// and where it may not be taken the reading is done all the same.
    static func whileReading<R>(_ root: OutputRoot, _ body: () throws -> R) throws -> R {
        guard let file = try? OpenFile(path(root), .read), let lock = try? FileLock(waitingFor: file) else {
            return try body()
        }
        return try lock.holding(body)
    }

    private static func path(_ root: OutputRoot) -> String {
        root.absolute("\(PartitionPlaces.stagingRoot)/\(name)")
    }
}
