package import FlatFiles
import Settings

/// The keys of `load`.
enum LoadKeys {
    static let to = Setting(
        "to", .path, presence: .required, summary: "The directory to write to, or s3://bucket/prefix.",
        example: "output", parse: FilePath.target)
    static let format = Setting.choice(
        "format", of: RowFormat.all, presence: .defaulted("ndjson"), summary: "The form of the files.",
        example: "ndjson")
    static let compression = KeyShape(
        "compression", .mapping(CompressionKeys.shape), summary: "How the files are compressed.",
        example: "{ gzip: { level: 6 } }")
    static let emptyDays = Setting<EmptyDays>.choice(
        "empty_days", presence: .defaulted("manifest"), summary: "What a day without rows leaves.", example: "manifest")

    static let openDays = Setting<OpenDays>.choice(
        "open_days", presence: .defaulted("beside"),
        summary: "Where `follow` writes days that are not over: beside the others, or apart, below `_open`.",
        example: "beside")

    static let shape = MappingShape(
        "load", [to.shape, format.shape, compression, emptyDays.shape, openDays.shape] + StoreKeys.shapes)
}

/// The keys of a report's own `load`; what is not there is as the pipeline's has it.
enum ReportLoadKeys {
    static let format = Setting.choice(
        LoadKeys.format.shape.name, of: RowFormat.all, presence: .optional, summary: LoadKeys.format.shape.summary,
        example: "csv"
    )
    static let emptyDays = Setting<EmptyDays>.choice(
        LoadKeys.emptyDays.shape.name, presence: .optional, summary: LoadKeys.emptyDays.shape.summary, example: "file")

    static let shape = MappingShape("load of a report", [format.shape, LoadKeys.compression, emptyDays.shape])
}

/// The keys of `load.compression`.
enum CompressionKeys {
    static let gzip = KeyShape(
        "gzip", .mapping(GzipKeys.shape), presence: .required, summary: "Gzip at a level.", example: "{ level: 6 }")

    static let shape = MappingShape("compression", [gzip])
}

/// The keys of `load.compression.gzip`.
enum GzipKeys {
    static let level = Setting.integer(
        "level", 1...9, presence: .defaulted("6"), summary: "From 1, fast, to 9, small.", example: "6")

    static let shape = MappingShape("gzip", [level.shape])
}

/// Where and how rows are written.
package struct LoadSpec: Sendable, Equatable {
    /// The path of a directory; a relative one starts at the current directory.
    package var directory: String
    /// How files are written.
    package var form: FlatFileForm
    /// Where days lie that are followed and not over yet.
    package var openDays = OpenDays.beside
    /// How the object store is reached; nil for a directory.
    package var store: StoreSpec?

    /// How the files of a report are written.
    package func with(_ own: ReportLoadSpec?) -> LoadSpec {
        var load = self
        load.form.format = own?.format ?? form.format
        load.form.gzipLevel = own?.gzipLevel ?? form.gzipLevel
        load.form.emptyDays = own?.emptyDays ?? form.emptyDays
        return load
    }
}

/// What the files of one report have in another way than those of the pipeline; nil where they are alike.
package struct ReportLoadSpec: Sendable, Equatable {
    package var format: RowFormat?
    package var gzipLevel: Int?
    package var emptyDays: EmptyDays?
}

/// Reads `load`.
struct LoadReader {
    func read(_ reader: MappingReader) -> LoadSpec? {
        let directory = reader.value(LoadKeys.to)
        let format = reader.value(LoadKeys.format)
        let level = gzipLevel(reader)
        let emptyDays = reader.value(LoadKeys.emptyDays)
        guard let directory, let format, let level, let emptyDays, let openDays = reader.value(LoadKeys.openDays) else {
            return nil
        }
        let isStore = directory.hasPrefix("s3://")
        if isStore, openDays == .apart {
            reader.error(
                "open_days: days in an object store are beside the others, never apart", at: LoadKeys.openDays.shape)
        }
        guard let store = StoreReader().read(reader, isStore: isStore) else { return nil }
        return LoadSpec(
            directory: directory, form: FlatFileForm(format: format, gzipLevel: level, emptyDays: emptyDays),
            openDays: openDays, store: isStore ? store : nil)
    }

    /// Reads the `load` of a single report, in which nothing must be there.
    func readOwn(_ reader: MappingReader) -> ReportLoadSpec {
        ReportLoadSpec(
            format: reader.value(ReportLoadKeys.format),
            gzipLevel: reader.node(LoadKeys.compression).flatMap { _ in gzipLevel(reader) },
            emptyDays: reader.value(ReportLoadKeys.emptyDays))
    }

    private func gzipLevel(_ reader: MappingReader) -> Int? {
        reader.mapping(LoadKeys.compression, shape: CompressionKeys.shape)?
            .mapping(CompressionKeys.gzip, shape: GzipKeys.shape)?.value(GzipKeys.level)
    }
}
