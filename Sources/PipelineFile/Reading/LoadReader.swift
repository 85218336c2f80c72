import Settings

/// Reads `load`.
struct LoadReader {
    func read(_ reader: MappingReader) -> LoadSpec? {
        let directory = reader.value(LoadKeys.to)
        let format = reader.value(LoadKeys.format)
        let compression = compression(reader)
        let emptyDays = reader.value(LoadKeys.emptyDays)
        guard let directory, let format, let compression, let emptyDays else { return nil }
        return LoadSpec(directory: directory, format: format, compression: compression, emptyDays: emptyDays)
    }

    /// Reads the `load` of a single report, in which nothing must be there.
    func readOwn(_ reader: MappingReader) -> ReportLoadSpec {
        ReportLoadSpec(
            format: reader.value(ReportLoadKeys.format),
            compression: reader.node(LoadKeys.compression).flatMap { _ in compression(reader) },
            emptyDays: reader.value(ReportLoadKeys.emptyDays))
    }

    private func compression(_ reader: MappingReader) -> LoadSpec.Compression? {
        reader.mapping(LoadKeys.compression, shape: CompressionKeys.shape)?
            .mapping(CompressionKeys.gzip, shape: GzipKeys.shape)?.value(GzipKeys.level).map { .gzip(level: $0) }
    }
}
