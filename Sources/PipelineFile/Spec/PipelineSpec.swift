package import ETL
public import Transforms

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
