import FlatFiles
import Settings

/// Reads `load`.
struct LoadReader {
    func read(_ reader: MappingReader) -> LoadSpec? {
        let directory = reader.value(LoadKeys.to)
        let format = reader.value(LoadKeys.format)
        let level = gzipLevel(reader)
        let emptyDays = reader.value(LoadKeys.emptyDays)
        guard let directory, let format, let level, let emptyDays else { return nil }
        return LoadSpec(
            directory: directory, form: FlatFileForm(format: format, gzipLevel: level, emptyDays: emptyDays))
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
