public import ETL

/// What `_manifest.json` says of the partition that it lies beside.
public struct Manifest: Sendable, Equatable, Codable {
    /// The version of the format that this program writes.
    public static let currentVersion = 1

    /// A stretch of the day as it was received.
    public struct Received: Sendable, Equatable, Codable {
        /// First second, ISO 8601 with offset.
        public var from: String
        /// Last second, included.
        public var to: String
        /// Rows received: written, quarantined and filtered.
        public var rows: Int
        /// Requests that it took.
        public var calls: Int
    }

    /// A column.
    public struct Column: Sendable, Equatable, Codable {
        /// Its name.
        public var name: String
        /// What its values are.
        public var type: FieldType
    }

    /// Version of the manifest's form.
    public var formatVersion: Int
    /// The report's name.
    public var report: String
    /// The source's name.
    public var source: String
    /// The day, `2026-10-01`.
    public var day: String
    /// The source's zone by its IANA name.
    public var timeZone: String
    /// The pipeline that wrote it; nil, as ``origin`` and ``recipe``, where an early version of the program did.
    public var pipeline: String?
    /// The host that the rows came from.
    public var origin: String?
    /// A fingerprint of all that shapes the file.
    public var recipe: String?
    /// The columns that are masked, hashed or redacted.
    public var hides: [String]?
    /// The data file's name; nil if there is none.
    public var file: String?
    /// Rows received.
    public var received: Int
    /// Rows written.
    public var rows: Int
    /// Rows in quarantine.
    public var quarantined: Int
    /// Rows that a `where` of the pipeline left out; nil if there are none.
    public var filtered: Int?
    /// Bytes of the data file.
    public var bytes: Int
    /// Bytes of the rows before compression.
    public var uncompressedBytes: Int
    /// SHA-256 of the data file, in lower-case hexadecimal.
    public var sha256: String?
    /// SHA-256 of the rows before compression.
    public var contentSHA256: String?
    /// The day's stretches, oldest first, without gap or overlap.
    public var windows: [Received]
    /// How sure the partition is of itself.
    public var state: PartitionState
    /// The columns.
    public var schema: [Column]
    /// Keys of the source whose values are hidden in the quarantine file; nil where there is no such file.
    public var quarantineHides: [String]?
    /// How what came has differed from the definition, oldest first; nil where it never has.
    public var schemaHistory: [SchemaChange]?
    /// Expectations that the rows do not hold to; nil where they hold to all.
    public var warnings: [QualityWarning]?
    /// What wrote it.
    public var tool: String
    /// When it was received, ISO 8601 in UTC.
    public var extractedAt: String

    enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case report, source, day, pipeline, origin, recipe, hides
        case timeZone = "time_zone"
        case file, received, rows, quarantined, filtered, bytes
        case uncompressedBytes = "uncompressed_bytes"
        case sha256
        case contentSHA256 = "content_sha256"
        case windows, state, schema, warnings, tool
        case quarantineHides = "quarantine_hides"
        case schemaHistory = "schema_history"
        case extractedAt = "extracted_at"
    }

    /// Takes what is known of the data file once it is whole; nil if there is none.
    mutating func tell(of data: GzipStream.Finished?, named name: String) {
        file = data.map { _ in name }
        bytes = data?.bytes ?? 0
        uncompressedBytes = data?.contentBytes ?? 0
        sha256 = data?.sha256
        contentSHA256 = data?.contentSHA256
    }

    /// Whether the same rows are told of in the same way: all but who wrote it, when, and in how many calls.
    func tellsTheSame(as other: Manifest) -> Bool {
        var mine = self
        mine.pipeline = other.pipeline
        mine.windows = other.windows
        mine.tool = other.tool
        mine.extractedAt = other.extractedAt
        return mine == other
    }
}

extension Manifest {
    /// Where its rows come from and what shaped its file; nil where an early version of the program wrote it.
    public var provenance: Provenance? {
        guard let pipeline, let origin, let recipe else { return nil }
        return Provenance(pipeline: pipeline, origin: origin, recipe: recipe)
    }

    /// The partition that it describes, or nil if its day is invalid.
    public var partition: Partition? { Day(day).map { Partition(report: report, source: source, day: $0) } }

    /// Whether it lies where its report, source and day belong.
    func lies(in directory: String) -> Bool {
        let parts = directory.split(separator: "/").map(String.init)
        return parts.first == "report=\(report)" && parts.last == "day=\(day)"
            && (parts.count == 2 || parts[1] == "source=\(source)")
    }
}
