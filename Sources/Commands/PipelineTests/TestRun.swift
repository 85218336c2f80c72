import ByteScan
import Disk
import ETL
import Engine
import Foundation
import PipelineFile
import Settings
import Wolkvox

/// Runs a test of a pipeline file: through the extractor, the transforms and the writer of a real run, over rows that are
/// in the file, into a folder that is gone afterwards.
struct TestRun {
    let assembly: JobAssembly

    func outcome(of test: TestSpec) async throws -> TestOutcome {
        let directory = try Files.makeTemporaryDirectory("wolkvox-etl-test")
        defer { Files.removeTree(directory) }
        let body = try body(of: test)
        let job = try job(of: test, body)
        let lake = assembly.context.temporaryLake(in: directory)
        let world = RunContext(now: { Self.longAfter }, sleep: { _ in })
        let report = try await Pipeline(name: "test", jobs: [job], loader: lake).run(in: world)
        var outcome = TestOutcome(error: report.results.first?.error)
        guard outcome.error == nil, let partition = report.results.first?.partition else { return outcome }
        try await lake.forEachRow(of: partition) { line in
            outcome.rows.append(JSONParts(line[...]))
        }
        try await lake.forEachQuarantinedRow(of: partition) { outcome.quarantined.append($0) }
        return outcome
    }

    /// Every day of a test is over.
    private static let longAfter: Int64 = 64_060_588_800

    private func job(of test: TestSpec, _ body: [UInt8]) throws -> ReportJob {
        guard let report = assembly.spec.reports.first(where: { $0.name == test.report }),
            let source = assembly.spec.sources.first(where: { test.source == nil || $0.name == test.source })
        else {
            throw Failure(.configuration, "\(assembly.file) has no report \(test.report)", advice: "Correct the test")
        }
        let eventTime = try assembly.definition(of: report, from: source).eventTime
        let day = test.day ?? Self.firstDay(in: body, eventTime) ?? Self.anyDay
        var job = try assembly.offlineJob(report, from: source, day: day, answer: body)
        job.expectations = []
        return job
    }

    private static let anyDay = Day(number: 20_454)

    private func body(of test: TestSpec) throws -> [UInt8] {
        switch test.input {
        case .rows(let rows):
            return Array(#"{"code":200,"error":null,"msg":"","data":[\#(rows.joined(separator: ","))]}"#.utf8)
        case .body(let path):
            let place = assembly.context.absolute(TokenFile.path(path, besidePipeline: assembly.file))
            guard let bytes = try? Files.input(place) else {
                throw Failure(
                    .configuration, "The body \(path) of the test '\(test.name)' cannot be read",
                    advice: "Give a path that starts at the pipeline file's folder")
            }
            return bytes
        }
    }

    /// The day of the first row whose own time says one.
    private static func firstDay(in body: [UInt8], _ eventTime: String?) -> Day? {
        guard let eventTime, let answer = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            return nil
        }
        let rows = answer["data"] as? [Any] ?? answer["data"].map { [$0] } ?? []
        for row in rows {
            guard let text = (row as? [String: Any])?[eventTime] as? String else { continue }
            let digits = text.filter(\.isNumber)
            guard digits.count >= 8 else { continue }
            let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))"
            if let day = Day(date) { return day }
        }
        return nil
    }
}
