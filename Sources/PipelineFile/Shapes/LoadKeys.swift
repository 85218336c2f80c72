import FlatFiles
import Settings

/// The keys of `load`.
enum LoadKeys {
    static let to = Setting(
        KeyShape("to", .path, .required, summary: "The directory to write to.", example: "output"),
        FilePath.directory)
    static let format = Setting.choice(
        "format", of: RowFormat.all, .defaulted("ndjson"), summary: "The form of the files.", example: "ndjson")
    static let compression = KeyShape(
        "compression", .mapping(CompressionKeys.shape), summary: "How the files are compressed.",
        example: "{ gzip: { level: 6 } }")
    static let emptyDays = Setting<EmptyDays>.choice(
        "empty_days", .defaulted("manifest"), summary: "What a day without rows leaves.", example: "manifest")

    static let shape = MappingShape("load", [to.shape, format.shape, compression, emptyDays.shape])
}

/// The keys of a report's own `load`; what is not there is as the pipeline's has it.
enum ReportLoadKeys {
    static let format = Setting.choice(
        LoadKeys.format.shape.name, of: RowFormat.all, .optional, summary: LoadKeys.format.shape.summary, example: "csv"
    )
    static let emptyDays = Setting<EmptyDays>.choice(
        LoadKeys.emptyDays.shape.name, .optional, summary: LoadKeys.emptyDays.shape.summary, example: "file")

    static let shape = MappingShape("load of a report", [format.shape, LoadKeys.compression, emptyDays.shape])
}

/// The keys of `load.compression`.
enum CompressionKeys {
    static let gzip = KeyShape(
        "gzip", .mapping(GzipKeys.shape), .required, summary: "Gzip at a level.", example: "{ level: 6 }")

    static let shape = MappingShape("compression", [gzip])
}

/// The keys of `load.compression.gzip`.
enum GzipKeys {
    static let level = Setting.integer(
        "level", 1...9, .defaulted("6"), summary: "From 1, fast, to 9, small.", example: "6")

    static let shape = MappingShape("gzip", [level.shape])
}
