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
        let limits = job.windowLimits
        var learner = SpanLearner(span: job.span, cap: job.rowCap, days: limits.days)
        try await learner.learnFromEarlierRuns(job, limits: limits, committed: committed)
        let planner = WindowPlanner(limits: limits)
        var calls: [Call] = []
        for chunk in planner.chunks(of: days, width: learner.width) {
            for extractor in job.extractors {
                let windows = planner.windows(for: IntervalSet([Window(days: chunk)]), width: learner.width)
                calls += windows.map { Call(window: $0, label: extractor.label) }
            }
        }
        return JobPlan(job: job, days: days, calls: calls)
    }
}

extension ReportJob {
    /// What windows of the job may be. Rows that carry no time of their own can only be told apart by the day they were
    /// asked for.
    var windowLimits: ExtractLimits {
        var limits = extractors.map(\.limits).min { $0.days < $1.days } ?? ExtractLimits()
        if rowsBelongToWindow || extractors.first?.schema.eventTime == nil { limits.days = 1 }
        return limits
    }
}

extension SpanLearner {
    /// Takes note of what earlier runs received.
    mutating func learnFromEarlierRuns(
        _ job: ReportJob, limits: ExtractLimits, committed: (Partition) async throws -> CommittedPartition?
    ) async throws {
        guard job.span == .auto, limits.days > 1 else { return }
        for day in job.days.lowerBound.advanced(by: -7)...job.days.upperBound {
            guard let earlier = try await committed(job.partition(day)), earlier.received > 0 else { continue }
            learn(rows: earlier.received, seconds: 86_400)
        }
    }
}

extension WindowPlanner {
    /// Days that are asked for together, newest first: without a gap, and no more than one window may touch.
    func chunks(of days: [Day], width: Int64) -> [ClosedRange<Day>] {
        var chunks: [ClosedRange<Day>] = []
        var pending = days
        while let chunk = Self.takeChunk(from: &pending, most: daysAtOnce(width: width)) { chunks.append(chunk) }
        return chunks
    }

    /// Takes the newest days that follow one another.
    static func takeChunk(from pending: inout [Day], most: Int) -> ClosedRange<Day>? {
        guard let newest = pending.popLast() else { return nil }
        var oldest = newest
        while oldest.distance(to: newest) + 1 < most, let next = pending.last, next.advanced(by: 1) == oldest {
            oldest = next
            pending.removeLast()
        }
        return oldest...newest
    }
}
