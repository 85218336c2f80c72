internal import ETL

/// Which days of a job's range are asked for.
public enum DayChoice: Sendable, Equatable {
    /// Each of them.
    case all
    /// Those that have no final partition of the job's own.
    case missing
    /// Those, and the ones that were made in another way than the job would make them.
    case stale

    /// Whether a day is asked for of which `committed` is there, or nothing if that is nil.
    func asks(for committed: CommittedPartition?, of job: ReportJob) -> Bool {
        guard self != .all, let committed, committed.state == .final else { return true }
        switch job.standing(of: committed) {
        case .current: return false
        case .stale: return self == .stale
        case .foreign: return true
        }
    }
}
