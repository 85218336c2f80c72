import Disk
import ETL
import PipelineFile

/// The file that the collector of node_exporter reads.
struct MetricsFile {
    let path: String

    /// Replaces the file as a whole. Who reads it need not be the user who runs this program.
    ///
    /// - Returns: a warning, if there is one.
    func replace(by metrics: MetricsText) async throws -> String? {
        let (path, text) = (path, metrics.text)
        return try await Blocking.run {
            let before = (try? Files.contents(of: Files.resolved(path) ?? path)) ?? nil
            try Files.replace(path, by: Array(text.utf8), mode: 0o644)
            let others = MetricsText.pipelines(in: String(decoding: before ?? [], as: UTF8.self))
                .subtracting([metrics.pipeline])
            guard let other = others.sorted().first else { return nil }
            return
                "metrics: \(path) was a file of the pipeline \(other), whose numbers are gone; give each pipeline a file"
                + " of its own"
        }
    }
}
