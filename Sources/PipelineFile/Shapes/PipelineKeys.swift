import Settings

/// The keys at the top of a pipeline file.
enum PipelineKeys {
    static let version = Setting(
        KeyShape(
            "version", .integer(1...1), .required, summary: "The version of this file's format.", example: "1"),
        { (text: String) throws(Complaint) -> Int in
            guard text == "1" else { throw Complaint("is not 1, the only version that this program reads") }
            return 1
        })
    static let name = Setting(
        KeyShape(
            "name", .name, .required,
            summary: "The pipeline's name; runs of one name continue one another.", example: "nightly"),
        FolderName.parse)
    static let sources = KeyShape(
        "sources", .list(.mapping(SourceKeys.shape)), .required,
        summary: "The operations to extract from.", example: "[{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]"
    )
    static let window = KeyShape(
        "window", .mapping(WindowKeys.shape), summary: "The days to extract; yesterday unless said otherwise.",
        example: "{ from: -3d, to: yesterday }")
    static let reports = KeyShape(
        "reports", .list(.either(.report, .mapping(ReportKeys.shape))), .required,
        summary: "The reports to extract.", example: "[cdr_1, cdr_3]")
    static let transform = KeyShape(
        "transform", .list(.transform), summary: "What every report goes through, in this order.",
        example: "[{ mask: { fields: [telephone] } }]")
    static let load = KeyShape(
        "load", .mapping(LoadKeys.shape), .required, summary: "Where and how rows are written.",
        example: "{ to: output }")
    static let quality = KeyShape(
        "quality", .mapping(QualityKeys.shape), summary: "What happens to what doesn't fit.",
        example: "{ on_invalid: quarantine }")

    static let tokensAtOnce = Setting.integer(
        "tokens_at_once", 1...1000, .defaulted("8"),
        summary: "How many tokens are at work side by side; the others wait for their turn.", example: "8")

    static let definitions = KeyShape(
        "definitions", .list(.mapping(DefinitionKeys.shape)), summary: "Reports that the catalogue lacks.",
        example: "[{ name: sales_2, grain: event, event_time: date, fields: [{ name: date, form: timestamp }] }]")
    static let archive = KeyShape(
        "archive", .mapping(ArchiveKeys.shape), summary: "Keeps the answers as they came, for `replay`.",
        example: "{ to: archive, keep: 30d }")
    static let tests = KeyShape(
        "tests", .list(.mapping(TestKeys.shape)), summary: "Rows as the API sends them, and the rows that are written.",
        example: "[{ name: a dash is nothing, report: cdr_1, rows: [{ cost: \"-\" }], expect: [{ cost: null }] }]")

    static let shape = MappingShape(
        "a pipeline file",
        [
            version.shape, name.shape, sources, window, reports, transform, load, quality,
            tokensAtOnce.shape, definitions,
            archive, tests,
        ])

    /// The same keys, of which only the sources must be there.
    static let sourcesAlone = MappingShape(
        shape.title, shape.keys.map { $0.name == sources.name ? $0 : $0.optional })
}
