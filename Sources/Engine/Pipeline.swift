public import ETL

/// Stages put together: reports with what extracts and changes them, and the loader that takes them all.
///
/// A pipeline file makes one of these; a program may as well make its own, of stages of its own.
public struct Pipeline: Sendable {
    /// The pipeline's name: an interrupted run is taken up by a run of the same name and days.
    public var name: String
    /// What is extracted and how it is changed.
    public var jobs: [ReportJob]
    /// Where all of it goes.
    public var loader: any Loader

    /// A pipeline.
    public init(name: String, jobs: [ReportJob], loader: any Loader) {
        self.name = name
        self.jobs = jobs
        self.loader = loader
    }

    /// A pipeline of one report.
    ///
    /// - Parameters:
    ///   - name: the pipeline's name, and the report's.
    ///   - extractor: brings the rows.
    ///   - transformers: change them, in this order.
    ///   - loader: takes them.
    ///   - days: the days that are wanted.
    ///   - zone: the zone of the extractor's clock.
    public init(
        _ name: String, from extractor: any Extractor, through transformers: [any Transformer] = [],
        into loader: any Loader, days: ClosedRange<Day>, zone: ZoneRules
    ) {
        let job = ReportJob(
            report: name, source: "default", lane: "default", extractors: [extractor], transformers: transformers,
            zone: zone, days: days)
        self.init(name: name, jobs: [job], loader: loader)
    }

    /// How a run is to go about its work.
    public struct Options: Sendable {
        /// Which days are asked for.
        public var choice: DayChoice
        /// Drop what an interrupted run left.
        public var fresh: Bool
        /// The run's own number, unique.
        public var runID: String
        /// Settings of the loader that change what is written: a run with others is another run. What stages and
        /// ``Provenance`` say of themselves counts anyway.
        public var settings: String
        /// How many lanes are at work side by side; at least one.
        public var lanesAtOnce: Int

        /// Options.
        public init(
            asking choice: DayChoice = .all, fresh: Bool = false, runID: String = "", settings: String = "",
            lanesAtOnce: Int = 8
        ) {
            self.choice = choice
            self.fresh = fresh
            self.runID = runID
            self.settings = settings
            self.lanesAtOnce = max(1, lanesAtOnce)
        }
    }

    /// Runs all reports to their end: those that share a lane one after another, some lanes side by side.
    ///
    /// - Returns: how each day ended. A cancelled run returns what it had come to, marked as interrupted; what it had
    ///   received is kept for the next run that is the same.
    /// - Throws: ``ETLError`` where the loader cannot begin.
    public func run(_ options: Options = Options(), in context: RunContext = .process) async throws -> RunReport {
        let startedAt = context.now()
        var wanted = StageIdentity("settings", [options.settings])
        for job in jobs { wanted.add(job.identity) }
        let identity = RunIdentity(
            pipeline: name, sources: Set(jobs.map(\.source)), fingerprint: wanted.fingerprint, id: options.runID,
            fresh: options.fresh, startedAt: startedAt)
        return try await RunEngine(context: context, choice: options.choice, lanesAtOnce: options.lanesAtOnce)
            .run(jobs, as: identity, into: loader)
    }
}
