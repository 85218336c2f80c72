import ETL
import Engine
import PipelineFile
import Transforms
import Wolkvox

/// Jobs that ask no server.
extension JobAssembly {
    /// The jobs of a plan: those of a run, which fail if they are made to call.
    func plannedJobs() throws -> [ReportJob] { try jobs(over: RefusingTransport(), lanes: TokenLanes()) }

    /// A job over an answer that was received before, with some rows of a day: no token is read, and there is one
    /// extractor. `isFlat` says that nested rows were taken apart already.
    func offlineJob(
        _ report: ReportSpec, from source: SourceSpec, day: Day, answer: [UInt8], isFlat: Bool = false
    ) throws -> ReportJob {
        let bound = try offlineSource(source, days: day...day, over: RecordedTransport(body: answer))
        var definition = try definition(of: report, from: source)
        if isFlat { definition.flatten = nil }
        var job = try job(report, from: bound, stages: stages(of: report, from: bound, known: definition))
        job.extractors = Array(job.extractors.prefix(1))
        // Every window would get the whole recorded answer, so there is one window a day.
        job.span = .seconds(86_400)
        job.rowCap = .max
        // What a day as a whole must hold to says nothing of some of its rows.
        job.quality = QualityRules(
            maxQuarantined: Share(1, of: 1), unlikelyRetries: 0, acceptEmpty: true, acceptShrink: true)
        job.rowCounts = []
        return job
    }

    /// A source that is not asked: calls go over `transport`.
    func offlineSource(
        _ source: SourceSpec, days: ClosedRange<Day>, over transport: any HTTPTransport = RefusingTransport()
    ) throws -> BoundSource {
        let settings = SourceSettings(
            name: source.name, baseURL: try BaseURL("http://127.0.0.1"), token: try Token("none-is-needed"),
            zone: source.timeZone,
            limits: .init(rowsPerCall: .max, daysPerCall: 31, bytesPerCall: .max, timeout: .seconds(60)),
            retry: RetryPolicy(attempts: 1))
        return BoundSource(
            spec: source, client: SourceClient(of: settings, over: transport),
            zone: try rules(of: source, covering: days), days: days)
    }
}

/// Carries nothing.
struct RefusingTransport: HTTPTransport {
    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        throw TransportError(.unreachable, "no call is made here")
    }
}

/// Answers that are kept, and jobs that read them.
extension JobAssembly {
    /// Where the answers are kept as they came; nil if they are not.
    var archive: AnswerArchive? {
        guard let kept = spec.archive else { return nil }
        var archive = AnswerArchive(context.absolute(kept.directory))
        if let list = forgotten?.transformer { archive.isForgotten = { list.contains($1, in: $0) } }
        return archive
    }

    /// The jobs of a run, with extractors that read what the archive has kept: no token is read, and nobody is asked.
    func archivedJobs() throws -> [ReportJob] {
        guard let archive else {
            throw Failure(
                .configuration, "\(file) keeps no answers, so there is nothing to replay",
                advice: "Add `archive: { to: archive }` to it; from the next run on its answers can be replayed")
        }
        return try sourceSpecs().flatMap { source in
            let bound = try offlineSource(source, days: try days(of: source))
            return try reports().map { report in
                try archivedJob(report, from: bound, answers: answers(of: report, source, in: archive))
            }
        }
    }

    private func answers(
        of report: ReportSpec, _ source: SourceSpec, in archive: AnswerArchive
    ) throws -> ArchivedReport {
        try ArchivedReport(
            archive, report: report.name, source: source.name, origin: try origin(of: source), ends: source.ends)
    }

    private func archivedJob(
        _ report: ReportSpec, from source: BoundSource, answers: ArchivedReport
    ) throws -> ReportJob {
        let settings = source.client.source
        let stages = try stages(of: report, from: source)
        var job = try job(report, from: source, stages: stages)
        let others = answers.values.filter { value in !stages.extractors.contains { $0.label == value } }
        let hasOthers = job.fanOut != nil && !others.isEmpty
        job.extractors = stages.extractors.map {
            ArchiveExtractor($0, source: settings, answers: answers, hasOthers: hasOthers)
        }
        let make = extractor(of: stages.definition, source.client)
        job.fanOut = stages.asked.fanOut(
            by: { ArchiveExtractor(try make($0), source: settings, answers: answers) },
            values: { list in
                guard !others.isEmpty else {
                    throw ETLError(
                        .data, scope: .report,
                        "\(report.name) of \(settings.name): the archive has no answer for any of the \(list)",
                        advice: "Extract the days with `run`")
                }
                return ListedValues.Answer(values: others, calls: 0)
            })
        job.lane = settings.name
        // A window is what one answer holds.
        job.span = .seconds(31 * 86_400)
        job.rowCap = .max
        job.quality.unlikelyRetries = 0
        job.askedAt = { answers.askedAt(endOf: $0) }
        return job
    }

    /// Removes answers that are of no use any more.
    func pruneArchive() async throws {
        guard let archive, let kept = spec.archive else { return }
        let (lake, now) = (try lake(), context.now())
        for source in try sourceSpecs() {
            for report in try reports() {
                try await answers(of: report, source, in: archive).prune(
                    askedBefore: kept.keptDays.map { now - Int64($0) * 86_400 }, now: now
                ) { day in
                    let partition = Partition(report: report.name, source: source.name, day: day)
                    return ((try? await lake.manifest(of: partition)) ?? nil)?.state == .final
                }
            }
        }
    }
}
