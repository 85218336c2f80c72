internal import ETL
internal import Synchronization

/// Which reports of a run send their rows out of order, so that their next window is not compressed in vain.
final class ArrivalOrder: Sendable {
    private let disturbed = Mutex<Set<String>>([])

    func isDisturbed(_ partition: Partition) -> Bool {
        disturbed.withLock { $0.contains(Self.key(partition)) }
    }

    /// Remembers how a window of a report came.
    func note(_ partition: Partition, isDisturbed: Bool) {
        disturbed.withLock { disturbed in
            if isDisturbed {
                disturbed.insert(Self.key(partition))
            } else {
                disturbed.remove(Self.key(partition))
            }
        }
    }

    private static func key(_ partition: Partition) -> String { "\(partition.source)/\(partition.report)" }
}
