import ETL
import Engine
import PipelineFile
import Wolkvox

/// Jobs that ask no server.
extension JobAssembly {
    /// The jobs of a plan: those of a run, which fail if they are made to call.
    func plannedJobs() throws -> [ReportJob] { try jobs(over: RefusingTransport(), lanes: TokenLanes()) }

    /// A job over answers that were received before: no token is read, and there is one extractor. `isFlat` says that
    /// nested rows were taken apart already.
    func offlineJob(
        _ report: ReportSpec, from source: SourceSpec, days: ClosedRange<Day>, over transport: RecordedTransport,
        isFlat: Bool = false
    ) throws -> ReportJob {
        let zone = try rules(of: source, covering: days)
        var definition = try definition(of: report)
        if isFlat { definition.flatten = nil }
        let client = SourceClient(of: try offlineSettings(source), over: transport)
        let bound = BoundSource(spec: source, client: client, zone: zone, days: days)
        var job = try job(report, from: bound, stages: stages(of: report, from: bound, known: definition))
        job.extractors = Array(job.extractors.prefix(1))
        // Every window would get the whole recorded answer, so there is one window a day.
        job.span = .seconds(86_400)
        job.rowCap = .max
        return job
    }

    /// Settings of a source that is not asked.
    func offlineSettings(_ source: SourceSpec) throws -> SourceSettings {
        SourceSettings(
            name: source.name, baseURL: try BaseURL("http://127.0.0.1"), token: try Token("none-is-needed"),
            zone: source.timeZone,
            limits: .init(rowsPerCall: .max, daysPerCall: 31, bytesPerCall: .max, timeout: .seconds(60)),
            retry: RetryPolicy(attempts: 1))
    }
}

/// Carries nothing.
struct RefusingTransport: HTTPTransport {
    func get(_ call: HTTPCall, receive: nonisolated(nonsending) (HTTPPart) async throws -> Void) async throws {
        throw TransportError(.unreachable, "no call is made here")
    }
}
