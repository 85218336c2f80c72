internal import ETL

/// The jobs of one token, which run one after another.
public struct Lane: Sendable {
    /// What the jobs have in common.
    public let name: String
    /// The jobs in the order in which they run: those first that need the fewest calls, so that a quota that is soon spent
    /// leaves as few reports as possible without their days.
    public let jobs: [ReportJob]

    /// The lanes of some jobs, in the order of their first jobs.
    public static func all(of jobs: [ReportJob]) -> [Lane] {
        var names: [String] = []
        var lanes: [String: [ReportJob]] = [:]
        for job in jobs {
            if lanes[job.lane] == nil { names.append(job.lane) }
            lanes[job.lane, default: []].append(job)
        }
        return names.map { Lane(name: $0, jobs: cheapestFirst(lanes[$0] ?? [])) }
    }

    /// Jobs that need as many calls keep their order.
    private static func cheapestFirst(_ jobs: [ReportJob]) -> [ReportJob] {
        let calls = jobs.map(\.fewestCalls)
        return jobs.indices.sorted { (calls[$0], $0) < (calls[$1], $1) }.map { jobs[$0] }
    }
}

extension ReportJob {
    /// The calls that the job takes if each window comes back whole.
    fileprivate var fewestCalls: Int {
        let width = windowLimits.days
        return (days.count + width - 1) / width * max(1, extractors.count)
    }
}
