#if DEBUG
import FlatFiles
import Foundation
import Synchronization

/// A place in a commit at which this process ends as by a power cut, for tests: `WOLKVOX_ETL_KILL_AT=renameData:2`
/// ends it before the second data file is renamed. Builds for use don't know of it.
final class KillPoint: Sendable {
    private let step: CommitStep
    private let occurrence: Int
    private let seen = Mutex(0)

    /// The place that the environment names, or nil.
    init?(_ environment: [String: String]) {
        let parts = (environment["WOLKVOX_ETL_KILL_AT"] ?? "").split(separator: ":")
        guard parts.count == 2, let step = CommitStep(rawValue: String(parts[0])), let occurrence = Int(parts[1])
        else { return nil }
        self.step = step
        self.occurrence = occurrence
    }

    /// Ends the process if this is the place.
    func reach(_ step: CommitStep) {
        guard step == self.step else { return }
        let count = seen.withLock { seen in
            seen += 1
            return seen
        }
        if count == occurrence { kill(getpid(), SIGKILL) }
    }
}

extension FlatFileLoader {
    /// The same loader, ended where the environment says.
    func killed(by environment: [String: String]) -> FlatFileLoader {
        guard let point = KillPoint(environment) else { return self }
        return FlatFileLoader(
            options, workers: ProcessInfo.processInfo.activeProcessorCount, observer: { point.reach($0) })
    }
}
#endif
