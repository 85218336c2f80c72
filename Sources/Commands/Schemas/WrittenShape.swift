import ETL
import FlatFiles
import PipelineFile
import Transforms
import Wolkvox

/// What a report's files look like and where they are, with or without a pipeline file that says so.
struct WrittenShape {
    let report: ReportDefinition
    /// The columns behind all transforms.
    let columns: Schema
    /// The pipeline's own format; nil without a pipeline file.
    private(set) var format: RowFormat?
    /// The folder that the pipeline writes to; nil without a pipeline file.
    private(set) var directory: String?

    /// The files of a report of the catalogue that no transform changes.
    init(_ name: String) throws {
        report = try Catalogue.vendor.known(name)
        columns = try report.typedColumns()
    }

    /// The files that a pipeline writes of a report.
    ///
    /// - Throws: ``Failure`` for a report that neither the catalogue nor the file has, and ``ETLError`` for a transform that
    ///   doesn't suit its columns.
    init(_ name: String, of spec: PipelineSpec) throws {
        report = try Catalogue(adding: spec.definitions).known(name, pipeline: "FILE")
        var transforms = ReportTransforms(
            try report.typedColumns(unknownFields: spec.quality.unknownFields))
        let own = spec.reports.first { $0.name == name }?.transforms ?? []
        try transforms.add(own: own, shared: spec.transforms)
        columns = transforms.schema
        format = spec.load(of: name).form.format
        directory = spec.load.directory
    }
}
