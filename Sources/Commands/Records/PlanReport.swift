import ETL
import Engine
import PipelineFile

/// What `plan` prints: the calls that a run would make, grouped by token.
struct PlanReport: Encodable {
    struct Call: Encodable {
        var report: String
        var source: String
        var from: String
        var to: String
        var parameter: String?
        /// From when to when, on the clock of the source.
        let window: Window

        private enum CodingKeys: CodingKey {
            case report, source, from, to, parameter
        }
    }

    struct Group: Encodable {
        var sources: [String]
        /// The arguments of the program that make this group's share.
        var args: [String]
        var estimatedSeconds: Int
        var partitions: Int
        var calls: [Call]
        /// What a run asks a source for before it knows all of its calls.
        var lists: [List]?
    }

    struct List: Encodable {
        var report: String
        var source: String
        var list: String
        /// Whether the list is asked for only where `all` is refused or brings more than a call holds.
        var ifNeeded: Bool
    }

    var formatVersion = 1
    var pipeline: String
    var groups: [Group] = []

    /// The plan, after a warning of sources that seem to be renamed.
    static func outcome(of assembly: JobAssembly) async throws -> VerbOutcome {
        let report = try await PlanReport(of: assembly)
        try await assembly.context.warnOfRenamedSources(assembly)
        return VerbOutcome(report)
    }

    private init(of assembly: JobAssembly) async throws {
        pipeline = assembly.spec.name
        try await Ownership(of: assembly).check(takingOver: assembly.scope.takeOver)
        let jobs = try assembly.plannedJobs()
        let written = WrittenPartitions(try await assembly.lake().listing())
        let planner = RunPlanner(asking: assembly.scope.choice) { written[$0] }
        for lane in Lane.all(of: jobs) {
            var plans: [RunPlanner.JobPlan] = []
            for position in lane.positions { plans.append(try await planner.plan(jobs[position])) }
            groups.append(Self.group(plans, of: assembly))
        }
    }

    private static func group(_ plans: [RunPlanner.JobPlan], of assembly: JobAssembly) -> Group {
        var sources: [String] = []
        for plan in plans where !sources.contains(plan.job.source) { sources.append(plan.job.source) }
        let calls = plans.flatMap { plan in
            plan.calls.map { call in
                Call(
                    report: plan.job.report, source: plan.job.source, from: plan.job.zone.iso8601(call.window.first),
                    to: plan.job.zone.iso8601(call.window.last, later: true),
                    parameter: call.label.isEmpty ? nil : call.label, window: call.window)
            }
        }
        let lists = plans.filter { !$0.calls.isEmpty }.map(\.job).compactMap { job in
            job.fanOut.map {
                List(report: job.report, source: job.source, list: $0.label, ifNeeded: $0.isFallback)
            }
        }
        var args: [String] = []
        if let first = plans.map(\.job.days.lowerBound).min(), let last = plans.map(\.job.days.upperBound).max() {
            args = assembly.scope.runArguments(of: assembly.file, days: first...last, sources: sources)
        }
        return Group(
            sources: sources, args: args, estimatedSeconds: calls.count * secondsPerCall,
            partitions: plans.reduce(0) { $0 + $1.days.count }, calls: calls, lists: lists.isEmpty ? nil : lists)
    }

    /// What a call to a live server takes, by the pauses and timeouts that its users report.
    private static let secondsPerCall = 3
}

extension PlanReport: VerbResult {
    func lines(width: Int?) -> [String] {
        groups.enumerated().flatMap { number, group in
            let names = group.sources.joined(separator: ", ")
            let head =
                "token \(number + 1) (\(names)): \(group.partitions.counted("partition")), \(group.calls.count.counted("call")), "
                + "about \(group.estimatedSeconds) s if each comes back whole"
            let room = width.map { $0 - 2 }
            let calls = table(of: group.calls, width: room).lines(width: room)
            return [head] + calls.map { $0.isEmpty ? "" : "  " + $0 } + (group.lists ?? []).map { "  " + sentence($0) }
        }
    }

    /// The calls with the instants of their windows, or with local times where a terminal has no room for those.
    private func table(of calls: [Call], width: Int?) -> TextTable {
        var table = TextTable(["report", "source", "from", "to", "parameter"])
        for call in calls { table.add([call.report, call.source, call.from, call.to, call.parameter ?? ""]) }
        if table.fits(width) { return table }
        var narrow = TextTable(["report", "source", "window", "parameter"])
        for call in calls { narrow.add([call.report, call.source, call.window.spanText, call.parameter ?? ""]) }
        return narrow
    }

    private func sentence(_ list: List) -> String {
        let what = "\(list.report) of \(list.source)"
        return list.ifNeeded
            ? "\(what): where `all` is refused or too much, a run asks for the list of \(list.list), and then once for each"
            : "\(what): a run asks for the list of \(list.list) first, and makes each call once for each of them"
    }
}
