import ETL
import Engine
import PipelineFile
import Wolkvox

extension JobAssembly {
    /// A report's definition.
    func definition(of report: ReportSpec) throws -> ReportDefinition {
        try Catalogue(adding: spec.definitions).report(named: report.name)
    }

    /// A job over answers that were received before: nobody is asked, no token is read, and there is one extractor.
    /// `isFlat` says that nested rows were taken apart already.
    func offlineJob(
        _ report: ReportSpec, _ source: SourceSpec, days: ClosedRange<Day>, over transport: RecordedTransport,
        isFlat: Bool = false
    ) throws -> ReportJob {
        let zone = try rules(of: source, covering: days)
        let settings = SourceSettings(
            name: source.name, baseURL: try BaseURL("http://127.0.0.1"), token: try Token("none-is-needed"),
            zone: source.timeZone,
            limits: .init(rowsPerCall: .max, daysPerCall: 31, bytesPerCall: .max, timeout: .seconds(60)),
            retry: RetryPolicy(attempts: 1))
        var definition = try definition(of: report)
        if isFlat { definition.flatten = nil }
        let client = SourceClient(of: settings, over: transport)
        let stages = try stages(of: report, source, client, zone, known: definition)
        var job = try job(report, source, client, zone, days, of: stages)
        job.extractors = Array(job.extractors.prefix(1))
        // Every window would get the whole recorded answer, so there is one window a day.
        job.span = .seconds(86_400)
        job.rowCap = .max
        return job
    }
}
