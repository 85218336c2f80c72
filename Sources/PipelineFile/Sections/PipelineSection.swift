package import ETL
import Settings
public import Transforms

/// The keys at the top of a pipeline file.
enum PipelineKeys {
    static let version = Setting(
        "version", .integer(1...1), presence: .required, summary: "The version of this file's format.", example: "1",
        parse: { (text: String) throws(Complaint) -> Int in
            guard text == "1" else { throw Complaint("is not 1, the only version that this program reads") }
            return 1
        })
    static let name = Setting(
        "name", .name, presence: .required, summary: "The pipeline's name; runs of one name continue one another.",
        example: "nightly", parse: FolderName.parse)
    static let sources = KeyShape(
        "sources", .list(.mapping(SourceKeys.shape)), presence: .required,
        summary: "The operations to extract from.", example: "[{ name: bogota, server: \"0012\", token: \"${TOKEN}\" }]"
    )
    static let window = KeyShape(
        "window", .mapping(WindowKeys.shape), summary: "The days to extract; yesterday unless said otherwise.",
        example: "{ from: -3d, to: yesterday }")
    static let reports = KeyShape(
        "reports", .list(.either(.report, .mapping(ReportKeys.shape))), presence: .required,
        summary: "The reports to extract.", example: "[cdr_1, cdr_3]")
    static let transform = KeyShape(
        "transform", .list(.transform), summary: "What every report goes through, in this order.",
        example: "[{ mask: { fields: [telephone] } }]")
    static let load = KeyShape(
        "load", .mapping(LoadKeys.shape), presence: .required, summary: "Where and how rows are written.",
        example: "{ to: output }")
    static let quality = KeyShape(
        "quality", .mapping(QualityKeys.shape), summary: "What happens to what doesn't fit.",
        example: "{ on_invalid: quarantine }")

    static let tokensAtOnce = Setting.integer(
        "tokens_at_once", 1...1000, presence: .defaulted("8"),
        summary: "How many tokens are at work side by side; the others wait for their turn.", example: "8")

    static let definitions = KeyShape(
        "definitions", .list(.mapping(DefinitionKeys.shape)), summary: "Reports that the catalogue lacks.",
        example: "[{ name: sales_2, grain: event, event_time: date, fields: [{ name: date, form: timestamp }] }]")
    static let forgetKey = Setting(
        "forget_key", .secret, presence: .optional, summary: "The key of the list of people who asked to be forgotten.",
        example: "${FORGET_KEY}", parse: SecretText.key)
    static let archive = KeyShape(
        "archive", .mapping(ArchiveKeys.shape), summary: "Keeps the answers as they came, for `replay`.",
        example: "{ to: archive, keep: 30d }")
    static let lease = KeyShape(
        "lease", .mapping(LeaseKeys.shape),
        summary: "Where hosts that share no directory take turns with a token.",
        example: "{ to: s3://lake/leases }")
    static let follow = KeyShape(
        "follow", .mapping(FollowKeys.shape), summary: "How `follow` keeps today's files up to date.",
        example: "{ every: 5m }")
    static let metrics = KeyShape(
        "metrics", .mapping(MetricsKeys.shape), summary: "Writes the numbers of the last run for Prometheus.",
        example: "{ file: /var/lib/prometheus/node-exporter/wolkvox.prom }")
    static let lineage = KeyShape(
        "lineage", .mapping(LineageKeys.shape), summary: "Hands OpenLineage events over.",
        example: "{ file: lineage.ndjson }")
    static let notify = KeyShape(
        "notify", .list(.mapping(NotifyKeys.shape)), summary: "Tells somebody how runs end.",
        example: "[{ on: failure, webhook: \"${CHAT_HOOK}\" }]")
    static let tests = KeyShape(
        "tests", .list(.mapping(TestKeys.shape)),
        summary: "Rows as the API sends them, and the rows that are written.",
        example: "[{ name: a dash is nothing, report: cdr_1, rows: [{ cost: \"-\" }], expect: [{ cost: null }] }]")

    static let shape = MappingShape(
        "a pipeline file",
        [
            version.shape, name.shape, sources, window, reports, transform, load, quality,
            tokensAtOnce.shape, definitions,
            follow, lease, forgetKey.shape, archive, metrics, lineage, notify, tests,
        ])

    /// The same keys, of which only the sources must be there.
    static let sourcesAlone = MappingShape(
        shape.title, shape.keys.map { $0.name == sources.name ? $0 : $0.optional })
}

/// A pipeline as its file states it: checked, complete, every default filled in.
public struct PipelineSpec: Sendable {
    /// The version of the file's format; 1 is the only one.
    package var version: Int
    /// A name that can be a folder's.
    public var name: String
    /// At least one; their names differ in more than case.
    package var sources: [SourceSpec]
    package var window: WindowSpec
    /// At least one, each report once.
    public var reports: [ReportSpec]
    /// What every report goes through after its own transforms.
    public var transforms: [any ConfiguredTransformer]
    /// Reports that the file defines by itself; they come before the catalogue's.
    package var definitions: [ReportDefinition] = []
    package var load: LoadSpec
    /// What happens to what doesn't fit.
    public var quality: QualitySpec
    /// Where answers are kept as they came; nil if they are not.
    package var archive: ArchiveSpec?
    /// Where hosts take turns with tokens; nil where they share the state directory, or are one.
    package var lease: LeaseSpec?
    /// How `follow` keeps today's files up to date.
    package var follow = FollowSpec()
    /// The key of the list of people who asked to be forgotten; nil if there is none.
    package var forgetKey: Secret?
    /// Where the numbers of the last run are written; nil if nowhere.
    package var metrics: MetricsSpec?
    /// Where OpenLineage events go; nil if nowhere.
    package var lineage: LineageSpec?
    /// Who is told how runs end.
    package var notify: [NotifySpec] = []
    /// How many tokens are at work side by side.
    package var tokensAtOnce: Int
    /// What the file shows of itself.
    package var tests: [TestSpec] = []
}

extension PipelineSpec {
    /// How the files of a report are written.
    package func load(of report: String) -> LoadSpec {
        load.with(reports.first { $0.name == report }?.load)
    }
}

/// What is at hand while one pipeline file is read.
final class FileContext: ReadingContext {
    /// Of the catalogue, and of the file itself once its definitions are read.
    var vocabulary: ReportVocabulary
    /// The stages that the file may name.
    let stages: StageShapes
    /// The reports that the file defines; nil when one of them is wrong.
    var definitions: [ReportDefinition]?
    /// Reports that the file defines wrongly: of these nothing more can be said.
    var unsoundDefinitions: Set<String> = []

    init(
        file: String, environment: [String: String], secrets: SecretUse, vocabulary: ReportVocabulary,
        forms: StageForms
    ) {
        self.vocabulary = vocabulary
        stages = StageShapes(forms, lists: vocabulary.lists)
        super.init(
            environment: environment, collector: DiagnosticCollector(file: file), standIn: secrets.standIn)
    }
}
