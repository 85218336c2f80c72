import ETL
import Engine
import PipelineFile
import Wolkvox

/// Builds what the engine runs from a pipeline file's specification.
struct JobAssembly {
    let context: CommandContext
    var spec: PipelineSpec
    /// The path of the pipeline file, for token files beside it.
    let file: String
    var scope = RunScope()
    /// What calls are made under; nil where no other host shares it.
    var limits: TokenLimits?
    /// The people whose rows are left out; nil if nobody's are.
    var forgotten: Forgotten?

    /// What the engine runs: reports in the file's order, for each source. A caller that has ``sources()`` already hands
    /// them over, for a token's file may be one that can be read only once.
    func jobs(
        of sources: [(spec: SourceSpec, settings: SourceSettings)]? = nil, over transport: any HTTPTransport,
        lanes: TokenLanes
    ) throws -> [ReportJob] {
        let reports = try reports()
        let lists = SourceLists()
        var jobs: [ReportJob] = []
        // Hundreds of sources hold once what they have in common.
        var zones: [String: (rules: ZoneRules, days: ClosedRange<Day>)] = [:]
        var common: [[String]: ReportStages] = [:]
        for (source, settings) in try sources ?? self.sources() {
            let zone = try zones[source.timeZone] ?? zone(of: source)
            zones[source.timeZone] = zone
            let client = SourceClient(
                of: settings, over: transport, gate: lanes.lane(for: settings.token), archive: archive)
            let bound = BoundSource(spec: source, client: client, zone: zone.rules, days: zone.days)
            for report in reports {
                let key = source.shape(of: report.name)
                let stages = try common[key] ?? stages(of: report, from: bound)
                common[key] = stages
                jobs.append(try job(report, from: bound, lists: lists, stages: stages))
            }
        }
        return jobs
    }

    private func zone(of source: SourceSpec) throws -> (rules: ZoneRules, days: ClosedRange<Day>) {
        let days = try days(of: source)
        return (try rules(of: source, covering: days), days)
    }

    /// The job of one report of one source; `stages` are known already, or made.
    func job(
        _ report: ReportSpec, from source: BoundSource, lists: SourceLists = SourceLists(), stages: ReportStages? = nil
    ) throws -> ReportJob {
        let stages = try stages ?? self.stages(of: report, from: source)
        let client = source.client
        let extractor = extractor(of: stages.definition, client)
        var job = ReportJob(
            report: report.name, source: source.spec.name, lane: client.source.token.fingerprint,
            extractors: stages.extractors.map { $0.asking(through: client) },
            fanOut: stages.asked.fanOut(by: extractor) { try await lists.values(of: $0, through: client) },
            transformers: stages.transformers, zone: source.zone, days: source.days, span: span,
            rowCap: source.spec.limits.rowsPerCall, rowsBelongToWindow: stages.definition.rowDay == .window,
            quality: QualityRules(
                onInvalid: spec.quality.onInvalid, unknownFields: spec.quality.unknownFields,
                maxQuarantined: spec.quality.maxQuarantined, maxShrink: spec.quality.maxShrink,
                unlikelyRetries: source.spec.empty.retries, unlikelyPause: source.spec.empty.pause.inSeconds,
                acceptEmpty: scope.acceptEmpty, acceptShrink: scope.acceptShrink),
            expectations: stages.expectations, rowCounts: stages.rowCounts,
            provenance: try provenance(of: report, source.spec, recipe: stages.recipe))
        job.takesOver = scope.takeOver
        if let limits, spec.lease != nil {
            let token = client.source.token.fingerprint
            job.fence = { limits.fence(of: token) }
        }
        job.heed(forgotten)
        return job
    }

    private var span: SpanLearner.Span {
        switch spec.window.span {
        case .auto: .auto
        case .fixed(let duration): .seconds(max(1, duration.components.seconds))
        }
    }
}

extension SourceSpec {
    /// What the stages of a report take from the source: sources of the same shape share them.
    fileprivate func shape(of report: String) -> [String] {
        [
            report, timeZone, decimalSeparator.map { "\($0)" } ?? "", ends.rawValue,
            selects[report].map { "\($0)" } ?? "",
        ]
    }
}
