internal import Answers
internal import Foundation

/// A benchmark of all stages to a file, on all cores.
public enum FileBenchmark {
    /// Measures one day from the answer in memory to the committed file, beside `gzip` and zlib alone on the same bytes,
    /// and prints the ratios.
    public static func run() async throws {
        let options = Options()
        let folder = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let job = try Job(options.report, rows: options.rows)
        print(
            "\(options.report.name): \(options.rows) rows, \(job.answer.count) bytes of JSON, medians of \(options.runs)"
        )
        for format in [Stage.ndjson, .csv] {
            let lines = try await job.lines(format)
            let plain = folder.appending(path: "plain").path(percentEncoded: false)
            let output = folder.appending(path: "output").path(percentEncoded: false)
            try Data(lines).write(to: URL(filePath: plain))
            let gzip = try await Cost.median(of: options.runs) { try GzipProgram.compress(plain, level: options.level) }
            let zlib = await Floors.zlib(lines, level: options.level, runs: options.runs)
            let load = try await Cost.median(of: options.runs) {
                try? FileManager.default.removeItem(atPath: output)
                try await job.load(format, level: options.level, into: output)
            }
            let figures = Figures(floors: [("gzip -\(options.level)", Double(lines.count) / gzip.wall)])
            figures.show("\(format) gzip -\(options.level)", bytes: lines.count, gzip)
            figures.show("\(format) zlib, one core", bytes: lines.count, zlib)
            figures.show("\(format) all stages", bytes: lines.count, load)
            Figures.show("\(format): CPU / CPU of zlib alone", load.cpu / zlib.cpu)
            Figures.show("\(format): wall / wall of gzip -\(options.level)", load.wall / gzip.wall)
        }
        Figures.show("peak memory, the answer and the rows included", Memory.peak, "MiB")
    }
}
