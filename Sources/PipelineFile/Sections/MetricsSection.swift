import Settings

/// The keys of `metrics`.
enum MetricsKeys {
    static let file = Setting(
        "file", .path, presence: .required,
        summary: "The file that is replaced after each run, for the textfile collector of node_exporter.",
        example: "/var/lib/prometheus/node-exporter/wolkvox.prom", parse: FilePath.file)

    static let shape = MappingShape("metrics", [file.shape])
}

/// Where the numbers of the last run are written for Prometheus.
package struct MetricsSpec: Sendable, Equatable {
    /// The path of a file; a relative one starts at the current directory.
    package var file: String
}

/// Reads `metrics`.
struct MetricsReader {
    func read(_ reader: MappingReader) -> MetricsSpec? {
        guard let file = reader.value(MetricsKeys.file) else { return nil }
        if !file.hasSuffix(".prom") {
            reader.warning(
                "file: node_exporter reads files whose names end in .prom, and no others", at: MetricsKeys.file.shape)
        }
        return MetricsSpec(file: file)
    }
}
