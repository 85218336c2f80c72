import Disk

/// Gauges in the text that both Prometheus (0.0.4) and OpenMetrics read: no counters, no timestamps, `# EOF` last.
///
/// The collector of text files in node_exporter refuses a whole file for a single sample with a timestamp, and raises an
/// error where two files describe one name in different words.
struct MetricsText {
    /// A number with the labels that tell it from others of its name.
    struct Sample {
        var labels: [(name: String, value: String)] = []
        var value: Int64
    }

    /// All that has one name.
    struct Gauge {
        /// The name behind `wolkvox_etl_`, with its base unit at the end.
        var name: String
        /// One sentence, without quotes, backslashes or line breaks.
        var help: String
        var samples: [Sample]
    }

    let pipeline: String
    var gauges: [Gauge]

    /// The text, with a line end after the last line. A gauge without samples is left out.
    var text: String {
        let families = gauges.filter { !$0.samples.isEmpty }.map { gauge in
            let name = Self.prefix + gauge.name
            let lines = gauge.samples.map { "\(name){\(labels(of: $0))} \($0.value)\n" }
            return "# HELP \(name) \(gauge.help)\n# TYPE \(name) gauge\n" + lines.joined()
        }
        return families.joined() + "# EOF\n"
    }

    private static let prefix = "wolkvox_etl_"

    private func labels(of sample: Sample) -> String {
        ([("pipeline", pipeline)] + sample.labels).map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// The pipelines that a text is of.
    static func pipelines(in text: String) -> Set<String> {
        Set(text.matches(of: /\{pipeline="([^"]*)"/).map { String($0.output.1) })
    }
}

extension MetricsText {
    /// Replaces, as a whole, the file that the collector of node_exporter reads. Who reads it need not be the user who runs
    /// this program.
    ///
    /// - Parameter path: the file's path.
    /// - Returns: a warning, if there is one.
    /// - Throws: `ETLError` if the file cannot be written.
    func replaceFile(at path: String) async throws -> String? {
        let text = text
        let before = try await Blocking.run {
            let before = (try? Files.contents(of: Files.resolved(path) ?? path)) ?? nil
            try Files.replace(path, by: Array(text.utf8), mode: 0o644)
            return before
        }
        let others = Self.pipelines(in: String(decoding: before ?? [], as: UTF8.self)).subtracting([pipeline])
        guard let other = others.sorted().first else { return nil }
        return
            "metrics: \(path) was a file of the pipeline \(other), whose numbers are gone; give each pipeline a file"
            + " of its own"
    }
}
