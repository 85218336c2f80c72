import ETL
import Engine
import PipelineFile
import Wolkvox

/// Runs the rows of quarantine through a pipeline as it is now, and adds what fits to the files.
struct QuarantineReplay {
    let assembly: JobAssembly
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
        guard let report = assembly.spec.reports.first(where: { $0.name == partition.report }),
            let source = assembly.spec.sources.first(where: { $0.name == partition.source })
        else {
            throw refusal(partition, "\(assembly.file) has no such report or source")
        }
        guard let hidden = manifest.quarantineHides else {
            throw refusal(partition, "it does not say which values in its quarantine are hidden")
        }
        let definition = try assembly.definition(of: report, from: source)
        let (rows, kept) = try await rows(of: partition, belongToWindow: definition.rowDay == .window)
        if rows.isEmpty { return 0 }
        let body = Array(#"{"code":200,"error":null,"msg":"","data":["#.utf8) + rows + Array("]}".utf8)
        let rest = try rest(of: report, in: partition, hidden: hidden)
        let job = try rest.assembly.offlineJob(
            rest.report, from: source, day: partition.day, answer: body, isFlat: true)
        let run = Pipeline(
            name: "\(assembly.spec.name), quarantine", jobs: [job],
            loader: lake.amending(manifest, keeping: kept, hidden: hidden))
        let options = Pipeline.Options(fresh: true, runID: RunName.make(startedAt: assembly.context.now()))
        let ended = try await run.run(options, in: RunContext(now: assembly.context.now, sleep: assembly.context.sleep))
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

    /// The report, and the assembly of a pipeline that leaves out the transforms that are done.
    private func rest(
        of report: ReportSpec, in partition: Partition, hidden: [String]
    ) throws -> (report: ReportSpec, assembly: JobAssembly) {
        let transforms = try ReplayTransforms(
            report, of: assembly.spec, definition: try assembly.definition(of: report), hidden: hidden)
        if let obstacle = transforms.obstacle { throw refusal(partition, obstacle) }
        var (report, assembly) = (report, assembly)
        report.transforms = transforms.own
        assembly.spec.transforms = transforms.shared
        return (report, assembly)
    }

    private func refusal(_ partition: Partition, _ why: String) -> ETLError {
        ETLError(
            .data, "The quarantine of \(partition) cannot be tried again: \(why)",
            advice: "Run the pipeline for its day instead")
    }
}
