import ETL
import Engine
import PipelineFile
import Synchronization
import Wolkvox

/// Tells the world outside of the lake how the runs of a pipeline end: Prometheus, and those named under `notify`.
///
/// What goes wrong here is a warning, and changes neither the exit code nor the data. A process that makes many runs, such
/// as the rounds of `follow`, keeps one of these for all of them.
final class RunOutlets: Sendable {
    private let assembly: JobAssembly
    private let state: String?
    /// Whether rows come from the archive: nobody waits for that, and it says nothing of the sources.
    private let isReplay: Bool
    private let memory = Mutex(Memory())

    /// What is known once the first run has ended, so that records are read once.
    private struct Memory {
        var history: ToldHistory?
        var told: [Int: Told] = [:]
        var lastSuccessAt: String?
        /// The run or round that has begun and not ended.
        var begun: (run: String, startedAt: Int64, lineage: Lineage.Begun?)?
    }

    fileprivate var context: CommandContext { assembly.context }
    fileprivate var spec: PipelineSpec { assembly.spec }

    /// Outlets of the pipeline; `state` is the path of the state directory that the command line gives, if it does.
    init(_ assembly: JobAssembly, state: String? = nil, isReplay: Bool = false) {
        self.assembly = assembly
        self.state = state
        self.isReplay = isReplay
    }

    /// Whether there is anything to do at all.
    var isEmpty: Bool { !isKeepingAccount && spec.lineage == nil }

    /// Whether records say what has to be known at the end of the next run.
    private var isKeepingAccount: Bool { (!spec.notify.isEmpty || spec.metrics != nil) && !isReplay }

    private var lineage: Lineage? { spec.lineage.map { Lineage(assembly: assembly, spec: $0, state: state) } }

    /// Whether a run has begun and not ended.
    var hasBegun: Bool { memory.withLock { $0.begun != nil } }

    /// Tells that a run has begun, before its first call.
    ///
    /// - Parameters:
    ///   - run: the run's name.
    ///   - time: when it began, in seconds since 1970.
    ///   - round: the number of a round, each of which is a run to those who hear of it.
    func begin(_ run: String, at time: Int64, round: Int? = nil) async {
        guard !isEmpty else { return }
        memory.withLock { $0.begun = (run, time, nil) }
        guard let lineage else { return }
        await warningOnFailure("lineage") {
            let begun = try await lineage.begin(round.map { "\(run)/\($0)" } ?? run, at: time)
            memory.withLock { $0.begun = (run, time, begun) }
        }
    }

    /// Tells how a run ended, and adds to its record what has to be known at the end of the next one.
    ///
    /// - Parameter record: the record, which has been written already.
    /// - Returns: the record as it is in the lake now.
    func tell(of record: RunRecordText) async -> RunRecordText {
        let begun = memory.withLock { $0.begun.take() }
        guard isKeepingAccount else {
            await endLineage(begun?.lineage, record)
            return record
        }
        var record = record
        await warningOnFailure("what was told of earlier runs cannot be read") {
            try await remember(before: record.head.run)
        }
        record.head.lastSuccessAt = memory.withLock { memory in
            if Told.Ending(record.head) == .success { memory.lastSuccessAt = record.head.endedAt }
            return memory.lastSuccessAt
        }
        await writeMetrics(of: record)
        // Both have the same time.
        let whole = record
        async let lineage: Void = endLineage(begun?.lineage, whole)
        await notify(of: &record)
        await lineage
        await warningOnFailure("the run's record lacks what was told") { try await record.write(to: assembly.lake()) }
        return record
    }

    /// Reads the records of earlier runs, once.
    private func remember(before run: String) async throws {
        guard memory.withLock({ $0.history == nil }) else { return }
        let history = try await ToldHistory(of: spec.name, before: run, in: try assembly.lake())
        memory.withLock { memory in
            memory.history = history
            memory.lastSuccessAt = history.lastSuccessAt
            for item in spec.notify.indices { memory.told[item + 1] = history.told(item + 1) }
        }
    }

    private func endLineage(_ begun: Lineage.Begun?, _ record: RunRecordText) async {
        guard let lineage, let begun else { return }
        await warningOnFailure("lineage") {
            let delivery = Delivery(within: limit(record.head))
            guard let failure = try await lineage.end(begun, with: record, delivery) else { return }
            let subject: String
            switch lineage.spec.target {
            case .file: subject = ""
            case .url: subject = "the server "
            }
            context.warn("lineage: \(subject)\(failure.what); the event is handed over at the next start")
        }
    }

    private func writeMetrics(of record: RunRecordText) async {
        guard let file = spec.metrics?.file else { return }
        var metrics = RunMetrics(
            record: record, lastSuccessAt: record.head.lastSuccessAt.flatMap(Manifest.Received.instant))
        await warningOnFailure("metrics: how fresh the reports are cannot be read") {
            metrics.freshness = try await Freshness(assembly: assembly, results: record.results).entries()
        }
        await warningOnFailure("metrics") {
            let foreign = try await metrics.text.replaceFile(at: context.absolute(file))
            if let foreign { context.warn(foreign) }
        }
    }

    private func notify(of record: inout RunRecordText) async {
        guard !spec.notify.isEmpty else { return }
        let (ending, now) = (Told.Ending(record.head), context.now())
        let known = memory.withLock { $0.told }
        let wanted = zip(1..., spec.notify).compactMap { item, spec in
            (known[item] ?? Told(item: item)).event(ending, at: now, for: spec)
                .map { (item: item, spec: spec, event: $0) }
        }
        var outcomes: [Notifier.Outcome] = []
        if !wanted.isEmpty {
            let notifier = Notifier(context: context, record: record, delivery: Delivery(within: limit(record.head)))
            outcomes =
                (try? await withHTTPPoster(.ofOutlets(in: context)) { await notifier.tell(wanted, over: $0) }) ?? []
        }
        for case let (outcome, failure?) in outcomes.map({ ($0, $0.failure) }) { warn(of: outcome, failure) }
        record.head.told = memory.withLock { memory in
            for item in 1...spec.notify.count {
                var told = memory.told[item] ?? Told(item: item)
                let outcome = outcomes.first { $0.item == item }
                told.note(
                    wanted.first { $0.item == item }?.event, arrived: outcome.map { $0.failure == nil } ?? false,
                    ending,
                    at: now)
                memory.told[item] = told
            }
            return memory.told.values.sorted { $0.item < $1.item }
        }
    }

    private func limit(_ record: RunRecord) -> Duration {
        switch ProcessStatus(exitCode: Int(record.exitCode)) {
        case .interrupted, .terminated: Delivery.limitWhenStopped
        default: Delivery.limit
        }
    }

    private func warn(of outcome: Notifier.Outcome, _ failure: Delivery.Failure) {
        let subject =
            switch spec.notify[outcome.item - 1].way {
            case .webhook: "the webhook"
            case .command: "the command"
            }
        context.warn("notify, item \(outcome.item): \(subject) \(failure.what), so nobody was told (\(outcome.event))")
    }

    /// Does something; its failure is a warning with a subject.
    private func warningOnFailure(_ subject: String, _ work: () async throws -> Void) async {
        do { try await work() } catch { context.warn("\(subject): \((error as? ETLError)?.message ?? "\(error)")") }
    }
}

extension RunOutlets {
    /// Tells how a run failed before it came to its first day, and writes a record of it, so that the next one knows.
    func tell(ofFailure error: any Error) async {
        guard !isEmpty else { return }
        let failure =
            error as? Failure ?? (error as? ETLError).map { Failure($0) }
            ?? Failure(.source, "The run failed: \(error)", advice: "Run it again")
        // Wrong usage, such as a report that the file lacks, is met by the person who typed it.
        guard failure.status != .usage else { return }
        let now = context.now()
        if !hasBegun { await begin(RunName.make(startedAt: now), at: now) }
        guard let begun = memory.withLock({ $0.begun }) else { return }
        var report = RunReport()
        report.identity = RunIdentity(
            pipeline: spec.name, fingerprint: "", id: begun.run, fresh: false, startedAt: begun.startedAt)
        (report.startedAt, report.endedAt) = (begun.startedAt, now)
        var head = RunRecord(
            report, sources: spec.sources.map(\.name), exitCode: failure.status.rawValue)
        head.explain(failure, headline: "")
        _ = await tell(of: RunRecordText(head: head, results: report.results, drift: report.drift))
    }
}
