import ETL
import FlatFiles
import PipelineFile
import Transforms
import Wolkvox

/// A report's files in a lake, as the table that an engine is to see.
struct LakeTable {
    /// The report's name, which is the table's.
    let name: String
    /// What the report is, in a few words.
    var title = ""
    /// The columns of the files.
    let schema: Schema
    let format: RowFormat
    /// The folder with all reports, or the address of one in an object store; without a slash at its end.
    let directory: String

    /// The files of a report below a folder.
    ///
    /// - Parameters:
    ///   - name: the report's name.
    ///   - title: what it is.
    ///   - schema: the columns of the files.
    ///   - format: their format.
    ///   - directory: the folder, or its address; in an object store two slashes are not one.
    init(name: String, title: String = "", schema: Schema, format: RowFormat, directory: String) {
        self.name = name
        self.title = title
        self.schema = schema
        self.format = format
        var directory = directory
        while directory.count > 1, directory.hasSuffix("/"), !directory.hasSuffix("://") { directory.removeLast() }
        self.directory = directory
    }

    /// How rows lie in the files; nil for a format that engines are not known to read.
    var form: FileForm? { format.fileForm }

    /// What the names of data files end with, `ndjson.gz`.
    var fileEnding: String { "\(format.fileExtension).gz" }

    /// The folder of the report.
    var folder: String { "\(directory)/report=\(name)" }

    /// All data files, as a pattern: everything below `report=…/source=…/day=…`, and nothing that lies elsewhere.
    var pattern: String { "\(folder)/source=*/day=*/*.\(fileEnding)" }

    /// The scheme of the address, `s3`; nil for a folder on disk.
    var scheme: String? {
        directory.firstRange(of: "://").map { String(directory[..<$0.lowerBound]) }
    }

    /// The columns that are names of folders.
    static let partitionColumns = [Field("report"), Field("source"), Field("day", .day)]

    /// The columns of the files, and those that are names of folders.
    var allColumns: [Field] { schema.fields + Self.partitionColumns }

    /// The digits of decimals, and how many of them are behind the point: what the API was seen to send for costs, minutes
    /// and percentages, and much more.
    static let decimalType = "DECIMAL(38, 10)"
}

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
