internal import ETL

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
