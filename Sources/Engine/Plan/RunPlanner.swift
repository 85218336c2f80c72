public import ETL

/// Says what a job would ask for if each window came back whole.
public struct RunPlanner: Sendable {
    /// A call that a run would make.
    public struct Call: Sendable, Equatable {
        /// What is asked for.
        public var window: Window
        /// The value of the report's parameter, or an empty string.
        public var label: String
    }

    /// The plan of one job.
    public struct JobPlan: Sendable {
        /// Which job.
        public var job: ReportJob
        /// The days that would be asked for.
        public var days: [Day]
        /// The calls, in the order in which they would be made.
        public var calls: [Call]
    }

    private let committed: @Sendable (Partition) async throws -> CommittedPartition?
    private let choice: DayChoice

    /// A planner; `committed` says what a partition holds already.
    public init(
        asking choice: DayChoice, committed: @escaping @Sendable (Partition) async throws -> CommittedPartition?
    ) {
        self.choice = choice
        self.committed = committed
    }

    /// Plans a job without a call.
    public func plan(_ job: ReportJob) async throws -> JobPlan {
        var days: [Day] = []
        for day in job.days {
            let there = choice == .all ? nil : try await committed(job.partition(day))
            if choice.asks(for: there, of: job) { days.append(day) }
        }
        var queue = WindowQueue(job)
        try await queue.learnFromEarlierRuns(job, committed: committed)
        queue.add(days)
        var calls: [Call] = []
        while let action = queue.next() {
            switch action {
            case .open(let days, _): queue.opened(Dictionary(uniqueKeysWithValues: days.map { ($0, []) }))
            case .ask(let window, let part):
                calls.append(Call(window: window, label: job.extractors[part].label))
                queue.remove(window)
            case .close: break
            }
        }
        return JobPlan(job: job, days: days, calls: calls)
    }
}

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
