import Settings

/// The keys of `archive`.
enum ArchiveKeys {
    static let to = Setting(
        KeyShape(
            "to", .path, .required, summary: "The directory that keeps the answers as they came, before any mask.",
            example: "archive"),
        FilePath.directory)
    static let keep = Setting.days(
        "keep", 1...3660, .optional, summary: "How long an answer is kept; for ever unless said.", example: "30d")

    static let shape = MappingShape("archive", [to.shape, keep.shape])
}
