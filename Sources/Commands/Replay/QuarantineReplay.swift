import ETL
import Engine
import FlatFiles
import PipelineFile
import Wolkvox

/// Runs the rows of quarantine through a pipeline as it is now, and adds what fits to the files.
struct QuarantineReplay {
    let context: CommandContext
    let spec: PipelineSpec
    /// The path of the pipeline file.
    let file: String
    /// The output directory.
    let directory: String

    /// What came of one partition.
    struct Result {
        var partition: Partition
        /// Rows that were in quarantine.
        var before: Int
        /// Rows that fit by now: they are in the data file, unless a `where` leaves them out.
        var fitted: Int
        /// What kept them from being tried.
        var error: ETLError?

        var left: Int { before - fitted }
    }

    /// Finishes what a killed process had begun, so that no row is tried that went into its day already.
    func prepare() throws {
        try FlatFileLoader(FlatFileOptions(directory: directory)).finishInterruptedCommits()
    }

    func replay(_ entry: OutputCatalog.Entry) async -> Result? {
        let manifest = entry.manifest
        guard let partition = manifest.partition, manifest.quarantined > 0 else { return nil }
        var result = Result(partition: partition, before: manifest.quarantined, fitted: 0)
        do {
            result.fitted = try await replay(entry, partition)
        } catch let error as ETLError {
            result.error = error
        } catch let failure as Failure {
            result.error = ETLError(.data, failure.message, advice: failure.advice)
        } catch {
            result.error = ETLError(.data, "\(partition): \(error)", advice: "Run the pipeline for its day instead")
        }
        return result
    }

    private func replay(_ entry: OutputCatalog.Entry, _ partition: Partition) async throws -> Int {
        let manifest = entry.manifest
        guard let report = spec.reports.first(where: { $0.name == partition.report }),
            let source = spec.sources.first(where: { $0.name == partition.source })
        else {
            throw refusal(partition, "\(file) has no such report or source")
        }
        guard let hidden = manifest.quarantineHides else {
            throw refusal(partition, "it does not say which values in its quarantine are hidden")
        }
        let definition = try JobAssembly(context: context, spec: spec, file: file, options: DayOptions())
            .definition(of: report)
        let (rows, kept) = try rows(entry, belongToWindow: definition.rowDay == .window)
        if rows.isEmpty { return 0 }
        let body = Array(#"{"code":200,"error":null,"msg":"","data":["#.utf8) + rows + Array("]}".utf8)
        var job = try job(report, source, partition.day, hidden: hidden, RecordedTransport(body: body), partition)
        job.quality = QualityRules(
            maxQuarantined: Share(1, of: 1), unlikelyRetries: 0, acceptEmpty: true, acceptShrink: true)
        // What holds for a day does not hold for some of its rows.
        job.rowCounts = []
        let run = Pipeline(
            name: "\(spec.name), quarantine", jobs: [job],
            loader: AmendingLoader(loader(entry), of: manifest, keeping: kept, hidden: hidden))
        let options = Pipeline.Options(fresh: true, runID: RunName.make(startedAt: context.now()))
        let ended = try await run.run(options, in: RunContext(now: context.now, sleep: context.sleep))
        if ended.isInterrupted { throw CancellationError() }
        guard let visible = ended.results.first?.visible else {
            throw ended.results.first?.error ?? refusal(partition, "nothing came of it")
        }
        return manifest.quarantined - visible.quarantined
    }

    /// The rows that can be tried, as JSON with commas between, and those that stay: invalid text, and what is not a
    /// proper object, is not in quarantine as it came; and a row outside its window is among the rows of another window,
    /// unless rows belong to the window in which they came.
    private func rows(
        _ entry: OutputCatalog.Entry, belongToWindow: Bool
    ) throws -> ([UInt8], [QuarantinedRow]) {
        let staying = belongToWindow ? Self.beyondRepair : Self.beyondRepair.union([Self.outsideWindow])
        var rows: [UInt8] = []
        var kept: [QuarantinedRow] = []
        try PartitionFiles(entry, in: directory).forEachQuarantinedRow { row in
            if row.isObject, !staying.contains(row.reason) {
                if !rows.isEmpty { rows.append(UInt8(ascii: ",")) }
                rows += row.row
            } else {
                kept.append(row)
            }
        }
        return (rows, kept)
    }

    private static let outsideWindow = Rejection.Reason.outsideWindow.rawValue
    private static let beyondRepair: Set<String> = Set(
        [Rejection.Reason.invalidUTF8, .controlCharacter, .loneSurrogate].map(\.rawValue))

    private func job(
        _ report: ReportSpec, _ source: SourceSpec, _ day: Day, hidden: [String], _ transport: RecordedTransport,
        _ partition: Partition
    ) throws -> ReportJob {
        let assembly = JobAssembly(context: context, spec: spec, file: file, options: DayOptions())
        let transforms = try ReplayTransforms(report, of: spec, try assembly.definition(of: report), hidden: hidden)
        if let obstacle = transforms.obstacle { throw refusal(partition, obstacle) }
        var report = report
        report.transforms = transforms.own
        var spec = spec
        spec.transforms = transforms.shared
        return try JobAssembly(context: context, spec: spec, file: file, options: DayOptions())
            .offlineJob(report, source, days: day...day, over: transport, isFlat: true)
    }

    private func loader(_ entry: OutputCatalog.Entry) -> FlatFileLoader {
        let own = JobAssembly(context: context, spec: spec, file: file, options: DayOptions()).loader()
        var options = own.options
        options.directory = directory
        let loader = FlatFileLoader(options)
        #if DEBUG
        return loader.killed(by: context.environment)
        #else
        return loader
        #endif
    }

    private func refusal(_ partition: Partition, _ why: String) -> ETLError {
        ETLError(
            .data, "The quarantine of \(partition) cannot be tried again: \(why)",
            advice: "Run the pipeline for its day instead")
    }
}
