/// How rows are written.
public enum FlatFileFormat: String, Sendable, Codable, CaseIterable {
    /// One JSON object a line.
    case ndjson
    /// RFC 4180 with a header, LF, minimal quoting; null is an empty field, empty text is `""`.
    case csv
}

/// What is written for a day without rows.
public enum EmptyDays: String, Sendable, Codable, CaseIterable {
    /// A manifest that says so, and no data file.
    case manifest
    /// A data file too, with no rows, or only the header for CSV.
    case file
}

/// How a ``FlatFileLoader`` writes, and where.
public struct FlatFileOptions: Sendable, Equatable {
    /// The output directory; made if it is missing.
    public var directory: String
    /// How rows are written.
    public var format: FlatFileFormat
    /// gzip's level, from 1 (fast) to 9 (small).
    public var gzipLevel: Int
    /// What is written for a day without rows.
    public var emptyDays: EmptyDays
    /// What the manifests name as the tool that wrote them.
    public var toolVersion: String

    /// Options; `gzipLevel` is brought into 1…9.
    public init(
        directory: String, format: FlatFileFormat = .ndjson, gzipLevel: Int = 6, emptyDays: EmptyDays = .manifest,
        toolVersion: String = "wolkvox-etl"
    ) {
        self.directory = directory
        self.format = format
        self.gzipLevel = min(max(gzipLevel, 1), 9)
        self.emptyDays = emptyDays
        self.toolVersion = toolVersion
    }
}
