public import ETL

/// The jobs of one token, which run one after another.
public struct Lane: Sendable {
    /// What the jobs have in common.
    public let name: String
    /// The positions of the jobs in the order in which they run: those first that need the fewest calls, so that a quota
    /// that is soon spent leaves as few reports as possible without their days.
    public let positions: [Int]

    /// The lanes of some jobs, in the order of their first jobs.
    public static func all(of jobs: [ReportJob]) -> [Lane] {
        var names: [String] = []
        var lanes: [String: [Int]] = [:]
        for (position, job) in jobs.enumerated() {
            if lanes[job.lane] == nil { names.append(job.lane) }
            lanes[job.lane, default: []].append(position)
        }
        return names.map { name in
            // Jobs that need as many calls keep their order.
            let cheapestFirst = (lanes[name] ?? []).sorted { (jobs[$0].fewestCalls, $0) < (jobs[$1].fewestCalls, $1) }
            return Lane(name: name, positions: cheapestFirst)
        }
    }
}

extension ReportJob {
    /// The calls that the job takes if each window comes back whole.
    fileprivate var fewestCalls: Int {
        let width = windowLimits.days
        return (days.count + width - 1) / width * max(1, extractors.count)
    }
}

/// Extractors that are known only when a run has begun: one for each value of a parameter that a source lists.
///
/// They fill a partition as the extractors of a ``ReportJob`` do, one after another, and it is whole only when each of
/// them has brought its share.
public struct FanOut: Sendable {
    /// What was found.
    public struct Found: Sendable {
        /// The extractors, in the order in which they are asked.
        public var extractors: [any Extractor]
        /// Requests that finding them took.
        public var calls: Int

        /// What was found.
        public init(extractors: [any Extractor], calls: Int) {
            self.extractors = extractors
            self.calls = calls
        }
    }

    /// What the values are, for people.
    public var label: String
    /// Whether the job's own extractors are asked first, and these only for days that those could not bring whole. If
    /// not, the job's own are never asked: they only say what columns and limits there are.
    public var isFallback: Bool
    /// Finds the extractors.
    ///
    /// - Throws: ``ETLError`` if there are none or they could not be found; all days then fail with it.
    public var find: @Sendable () async throws -> Found

    /// A fan-out.
    public init(label: String, isFallback: Bool, find: @escaping @Sendable () async throws -> Found) {
        self.label = label
        self.isFallback = isFallback
        self.find = find
    }
}
