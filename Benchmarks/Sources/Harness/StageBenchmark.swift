internal import Answers

/// A benchmark of the stages on one core.
public enum StageBenchmark {
    /// Measures stages of one report, beside memcpy of the answer and zlib of the rows, and prints the ratios.
    public static func run(_ stages: [Stage]) async throws {
        let options = Options()
        let job = try Job(options.report, rows: options.rows)
        let lines = try await job.lines(stages.contains(.csv) && stages.count == 1 ? .csv : .ndjson)
        let copy = await Floors.memcpy(job.answer, runs: options.runs)
        let zlib = await Floors.zlib(lines, level: options.level, runs: options.runs)
        let (copyRate, zlibRate) = (Double(job.answer.count) / copy.wall, Double(lines.count) / zlib.wall)
        let figures = Figures(floors: [("memcpy", copyRate), ("zlib -\(options.level)", zlibRate)])
        print(
            "\(options.report.name): \(options.rows) rows, \(job.answer.count) bytes of JSON, medians of \(options.runs)"
        )
        figures.show("memcpy", bytes: job.answer.count, copy)
        figures.show("zlib alone, one core", bytes: lines.count, zlib)
        for stage in stages {
            let cost = try await Cost.median(of: options.runs) { try await job.run(stage) }
            figures.show(stage.rawValue, bytes: job.answer.count, cost)
        }
        Figures.show("peak memory, the answer and the rows included", Memory.peak, "MiB")
    }
}
