import ByteScan
import Disk
import ETL
import Engine
import Foundation
import PipelineFile
import Settings
import Transforms
import Wolkvox

/// Builds what the engine runs from a pipeline file's specification.
struct JobAssembly {
    let context: CommandContext
    let spec: PipelineSpec
    /// The path of the pipeline file, for token files beside it.
    let file: String
    let options: DayOptions
    var acceptEmpty = false
    var acceptShrink = false
    var takeOver = false

    /// The sources that are wanted, with their tokens.
    func sources() throws -> [(spec: SourceSpec, settings: SourceSettings)] {
        try sourceSpecs().map { ($0, try settings($0)) }
    }

    /// The sources that are wanted.
    func sourceSpecs() throws -> [SourceSpec] {
        try check(options.source, among: spec.sources.map(\.name), what: "source", flag: "--source")
        return spec.sources.filter { options.source.isEmpty || options.source.contains($0.name) }
    }

    /// What the engine runs: reports in the file's order, for each source. Who has ``sources()`` already hands them
    /// over, for a token's file may be one that can be read only once.
    func jobs(
        of sources: [(spec: SourceSpec, settings: SourceSettings)]? = nil, over transport: any HTTPTransport,
        lanes: TokenLanes
    ) throws -> [ReportJob] {
        let reports = try reports()
        let lists = SourceLists()
        var jobs: [ReportJob] = []
        // Hundreds of sources hold once what they have in common.
        var zones: [String: (rules: ZoneRules, days: ClosedRange<Day>)] = [:]
        var common: [String: ReportStages] = [:]
        for (source, settings) in try sources ?? self.sources() {
            let zone = try zones[source.timeZone] ?? zone(of: source)
            zones[source.timeZone] = zone
            let client = SourceClient(of: settings, over: transport, gate: lanes.lane(for: settings.token))
            for report in reports {
                let key = "\(report.name) \(source.timeZone) \(source.decimalSeparator.map { "\($0)" } ?? "")"
                let stages = try common[key] ?? stages(of: report, source, client, zone.rules)
                common[key] = stages
                jobs.append(
                    try job(report, source, client, zone.rules, zone.days, lists: lists, of: stages))
            }
        }
        return jobs
    }

    /// The reports that are wanted.
    func reports() throws -> [ReportSpec] {
        try check(options.report, among: spec.reports.map(\.name), what: "report", flag: "--report")
        return spec.reports.filter { options.report.isEmpty || options.report.contains($0.name) }
    }

    private func zone(of source: SourceSpec) throws -> (rules: ZoneRules, days: ClosedRange<Day>) {
        let days = try days(of: source)
        return (try rules(of: source, covering: days), days)
    }

    /// How a source's zone counts time on some days.
    func rules(of source: SourceSpec, covering days: ClosedRange<Day>) throws -> ZoneRules {
        guard let rules = ZoneRules(identifier: source.timeZone, covering: days) else {
            throw Failure(
                .configuration, "'\(source.timeZone)' is not a time zone",
                advice: "Write an IANA name such as America/Bogota as the time_zone of '\(source.name)'")
        }
        return rules
    }

    func days(of source: SourceSpec) throws -> ClosedRange<Day> {
        let now = context.now()
        let rough = Day(number: Int32(now / 86_400))
        let zone = try rules(of: source, covering: rough...rough)
        return try DaySelection(window: spec.window, options: options).days(today: zone.localTime(atInstant: now).day)
    }

    func job(
        _ report: ReportSpec, _ source: SourceSpec, _ client: SourceClient, _ zone: ZoneRules, _ days: ClosedRange<Day>,
        lists: SourceLists = SourceLists(), of known: ReportStages? = nil
    ) throws -> ReportJob {
        let stages = try known ?? stages(of: report, source, client, zone)
        let extractor = extractor(of: stages.definition, client)
        var job = ReportJob(
            report: report.name, source: source.name, lane: client.source.token.fingerprint,
            extractors: stages.extractors.map { $0.asking(through: client) },
            fanOut: stages.asked.fanOut(by: extractor) { try await lists.values(of: $0, through: client) },
            transformers: stages.transformers, zone: zone, days: days, span: span, rowCap: source.limits.rowsPerCall,
            rowsBelongToWindow: stages.definition.rowDay == .window,
            quality: QualityRules(
                onInvalid: spec.quality.onInvalid, unknownFields: spec.quality.unknownFields,
                maxQuarantined: spec.quality.maxQuarantined, maxShrink: spec.quality.maxShrink,
                unlikelyRetries: source.empty.retries, unlikelyPause: source.empty.pause.inSeconds,
                acceptEmpty: acceptEmpty, acceptShrink: acceptShrink),
            expectations: stages.expectations, rowCounts: stages.rowCounts,
            provenance: try provenance(of: report, source, recipe: stages.recipe))
        job.takesOver = takeOver
        return job
    }

    private var span: SpanLearner.Span {
        switch spec.window.span {
        case .auto: .auto
        case .fixed(let duration): .seconds(max(1, duration.components.seconds))
        }
    }

    private func settings(_ source: SourceSpec) throws -> SourceSettings {
        SourceSettings(
            name: source.name,
            baseURL: try BaseURL(source.endpoint.baseURL),
            token: try Token(try tokenText(source)),
            zone: source.timeZone,
            limits: .init(
                rowsPerCall: source.limits.rowsPerCall, daysPerCall: source.limits.daysPerCall,
                bytesPerCall: source.limits.bytesPerCall, timeout: source.limits.timeout),
            retry: RetryPolicy(
                attempts: source.retry.attempts, firstWait: source.retry.firstWait,
                longestWait: source.retry.longestWait, maintenanceWait: source.retry.longestWait),
            authorities: try authorities(source))
    }

    /// The file of authorities that a source names.
    private func authorities(_ source: SourceSpec) throws -> String? {
        guard let caFile = source.caFile else { return nil }
        let path = TokenFile.path(caFile, besidePipeline: context.absolute(file))
        if let mistake = SourceSettings.mistake(inAuthorities: path) {
            throw Failure(
                .configuration, "The ca_file of source \(source.name): \(path) \(mistake)",
                advice: "Correct ca_file in \(file); a relative path starts at the folder of the pipeline file")
        }
        return path
    }

    private func tokenText(_ source: SourceSpec) throws -> String {
        switch source.token {
        case .value(let secret): return secret.reveal()
        case .file(let path):
            do {
                return try TokenFile.read(path, besidePipeline: context.absolute(file)) { path in
                    try Files.input(path)
                }.reveal()
            } catch {
                throw Failure(
                    .configuration, "The token file of source \(source.name): \(error)",
                    advice: "Correct token_file in \(file)")
            }
        }
    }

    private func check(_ wanted: [String], among known: [String], what: String, flag: String) throws {
        for name in wanted where !known.contains(name) {
            throw Failure(
                .usage, "\(flag) \(name): the pipeline file has no such \(what)",
                advice: "It has \(known.joined(separator: ", "))")
        }
    }
}

extension Duration {
    /// The duration in seconds.
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
