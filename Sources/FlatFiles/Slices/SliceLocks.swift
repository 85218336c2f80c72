internal import Disk
internal import ETL
internal import Synchronization

/// The locks on the slices of pipelines that a session writes: two processes that followed one pipeline would write over
/// each other's rows. They are given back when the session ends.
final class SliceLocks: Sendable {
    private let held = Mutex<[String: LockedFile]>([:])

    /// Holds the lock of a pipeline's slices from now on.
    ///
    /// - Throws: ``ETLError`` to try later if another process has it.
    func hold(_ store: SliceStore, of pipeline: String) throws {
        try held.withLock { held in
            guard held[pipeline] == nil else { return }
            guard let lock = try store.lock() else {
                throw ETLError(
                    .tryLater, scope: .run, "Another process follows the pipeline \(pipeline)",
                    advice: "Let one of them go on, or give one of the pipelines another name")
            }
            held[pipeline] = lock
        }
    }
}
