import ETL
import Engine
import PipelineFile
import Wolkvox

/// Runs the rows of quarantine through a pipeline as it is now, and adds what fits to the files.
struct QuarantineReplay {
    let context: CommandContext
    let spec: PipelineSpec
    /// The path of the pipeline file.
    let file: String
    let lake: any Lake

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

    func replay(_ partition: Partition, _ manifest: Manifest) async -> Result {
        var result = Result(partition: partition, before: manifest.quarantined, fitted: 0)
        do {
            result.fitted = try await fitted(partition, manifest)
        } catch let error as ETLError {
            result.error = error
        } catch let failure as Failure {
            result.error = ETLError(.data, failure.message, advice: failure.advice)
        } catch {
            result.error = ETLError(.data, "\(partition): \(error)", advice: "Run the pipeline for its day instead")
        }
        return result
    }

    private func fitted(_ partition: Partition, _ manifest: Manifest) async throws -> Int {
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
        let (rows, kept) = try await rows(of: partition, belongToWindow: definition.rowDay == .window)
        if rows.isEmpty { return 0 }
        let body = Array(#"{"code":200,"error":null,"msg":"","data":["#.utf8) + rows + Array("]}".utf8)
        var job = try job(report, source, partition.day, hidden: hidden, RecordedTransport(body: body), partition)
        job.quality = QualityRules(
            maxQuarantined: Share(1, of: 1), unlikelyRetries: 0, acceptEmpty: true, acceptShrink: true)
        // What holds for a day does not hold for some of its rows.
        job.rowCounts = []
        let run = Pipeline(
            name: "\(spec.name), quarantine", jobs: [job],
            loader: lake.amending(manifest, keeping: kept, hidden: hidden))
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
        of partition: Partition, belongToWindow: Bool
    ) async throws -> ([UInt8], [QuarantinedRow]) {
        let staying = belongToWindow ? Self.beyondRepair : Self.beyondRepair.union([Self.outsideWindow])
        var rows: [UInt8] = []
        var kept: [QuarantinedRow] = []
        try await lake.forEachQuarantinedRow(of: partition) { row in
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

    private func refusal(_ partition: Partition, _ why: String) -> ETLError {
        ETLError(
            .data, "The quarantine of \(partition) cannot be tried again: \(why)",
            advice: "Run the pipeline for its day instead")
    }
}
