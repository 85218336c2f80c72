/// What a block's compression depends on, beside the block.
struct CompressionKind: Hashable {
    let level: Int
    let format: FlatFileFormat

    init(_ form: FlatFileForm) {
        level = form.gzipLevel
        format = form.format
    }
}
