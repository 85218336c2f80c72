/// Reads `load`.
struct LoadReader {
    func read(_ reader: MappingReader) -> LoadSpec? {
        let directory = reader.value(LoadKeys.to)
        let format = reader.value(LoadKeys.format)
        let level = reader.mapping(LoadKeys.compression, shape: CompressionKeys.shape)?
            .mapping(CompressionKeys.gzip, shape: GzipKeys.shape)?.value(GzipKeys.level)
        let emptyDays = reader.value(LoadKeys.emptyDays)
        guard let directory, let format, let level, let emptyDays else { return nil }
        return LoadSpec(directory: directory, format: format, compression: .gzip(level: level), emptyDays: emptyDays)
    }
}
