package import ETL
import Settings

/// The keys of `lineage`.
enum LineageKeys {
    static let file = Setting(
        "file", .path, summary: "The file that events are appended to, one a line.", example: "lineage.ndjson",
        parse: FilePath.file)
    static let url = Setting(
        "url", .address, summary: "The address that events are posted to.",
        example: "http://marquez:5000/api/v1/lineage", parse: WebAddress.parse)
    static let namespace = Setting(
        "namespace", .text, presence: .defaulted("wolkvox"), summary: "The namespace of the job that the pipeline is.",
        example: "wolkvox",
        parse: { (text: String) throws(Complaint) -> String in
            guard !text.isEmpty else { throw Complaint("is empty") }
            return try PlainText.parse(text)
        })

    static let shape = MappingShape(
        "lineage", [file.shape, url.shape, namespace.shape], exactlyOneOf: [["file", "url"]])
}

/// Where OpenLineage events go.
package struct LineageSpec: Sendable, Equatable {
    /// The ways to hand them over.
    package enum Target: Sendable, Equatable {
        /// To the end of a file; a relative path starts at the current directory.
        case file(String)
        /// By requests to an address.
        case url(Secret)
    }

    package var target: Target
    /// The namespace of the job.
    package var namespace: String
}

/// Reads `lineage`.
struct LineageReader {
    func read(_ reader: MappingReader) -> LineageSpec? {
        let file = reader.value(LineageKeys.file).map(LineageSpec.Target.file)
        let url = reader.value(LineageKeys.url).map(LineageSpec.Target.url)
        guard let namespace = reader.value(LineageKeys.namespace), let target = file ?? url else { return nil }
        return LineageSpec(target: target, namespace: namespace)
    }
}
