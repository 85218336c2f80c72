internal import ByteScan

/// What `_manifest.json` says of the partition that it lies beside.
public struct Manifest: Sendable, Equatable {
    /// The version of the format that this program writes.
    public static let currentVersion = 1

    /// A stretch of the day as it was received.
    public struct Received: Sendable, Equatable {
        /// First second, ISO 8601 with offset.
        public var from: String
        /// Last second, included.
        public var to: String
        /// Rows received: written, quarantined, filtered and forgotten.
        public var rows: Int
        /// Requests that it took.
        public var calls: Int
    }

    /// A column.
    public struct Column: Sendable, Equatable {
        /// Its name.
        public var name: String
        /// What its values are.
        public var type: FieldType

        /// The columns of a schema.
        package static func all(of schema: Schema) -> [Column] {
            schema.fields.map { Column(name: $0.name, type: $0.type) }
        }
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
    /// The lease that its rows were received under; nil, as ``leaseNumber``, where hosts did not take turns.
    public var lease: String?
    /// The number that the lease had.
    public var leaseNumber: Int?
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
    /// Rows of people who asked to be forgotten; nil if there are none.
    public var forgotten: Int?
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
    /// Where its rows were read from; nil for the API.
    public var rowsFrom: RowsFrom?
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

    /// The places, other than the API itself, that rows are read from.
    public enum RowsFrom: String, Sendable, CaseIterable, Codable {
        /// Answers that an archive has kept.
        case archive
    }

    /// The names of what a manifest says, in the order in which they are written.
    package enum Key: String, CaseIterable, Sendable {
        case formatVersion = "format_version"
        case report, source, day
        case timeZone = "time_zone"
        case pipeline, origin, recipe, hides, lease
        case leaseNumber = "lease_number"
        case file, received, rows, quarantined, filtered, forgotten, bytes
        case uncompressedBytes = "uncompressed_bytes"
        case sha256
        case contentSHA256 = "content_sha256"
        case windows, state
        case rowsFrom = "rows_from"
        case schema
        case quarantineHides = "quarantine_hides"
        case schemaHistory = "schema_history"
        case warnings, tool
        case extractedAt = "extracted_at"
    }

    /// Whether the same rows are described in the same way: all but who wrote it, when, and in how many calls.
    package func hasSameContent(as other: Manifest) -> Bool {
        var mine = self
        mine.pipeline = other.pipeline
        mine.windows = other.windows
        mine.rowsFrom = other.rowsFrom
        mine.fence = other.fence
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

    /// The manifest of a partition whose rows are in, without a data file.
    public init(
        of plan: PartitionPlan, windows: [KeptWindow], rows: Int, quarantined: Int, leftOut: Int, forgotten: Int = 0,
        outcome: PartitionOutcome, tool: String
    ) {
        self.init(
            formatVersion: Self.currentVersion, report: plan.partition.report, source: plan.partition.source,
            day: plan.partition.day.description, timeZone: plan.zone.identifier,
            pipeline: plan.provenance?.pipeline, origin: plan.provenance?.origin, recipe: plan.provenance?.recipe,
            hides: plan.provenance.map { _ in plan.schema.fields.filter(\.isHidden).map(\.name).sorted() },
            lease: outcome.fence?.lease, leaseNumber: outcome.fence?.number,
            file: nil, received: rows + quarantined + leftOut + forgotten, rows: rows, quarantined: quarantined,
            filtered: leftOut > 0 ? leftOut : nil, forgotten: forgotten > 0 ? forgotten : nil, bytes: 0,
            uncompressedBytes: 0, sha256: nil, contentSHA256: nil,
            windows: WindowMerge.merge(windows, day: plan.partition.day, zone: plan.zone), state: outcome.state,
            rowsFrom: plan.isReplayed ? .archive : nil, schema: Column.all(of: plan.schema),
            quarantineHides: quarantined > 0 ? Set(plan.redactions.map(\.field)).sorted() : nil,
            tool: tool, extractedAt: LocalTime.iso8601(instant: outcome.extractedAt))
    }

    /// Whether its rows were received at an instant or later; false if it does not say when.
    package func wasExtracted(since instant: Int64) -> Bool {
        Received.instant(extractedAt).map { $0 >= instant } ?? false
    }

    /// The partition as the stages see it.
    public func committed(change: CommittedPartition.Change?, location: String?) -> CommittedPartition {
        CommittedPartition(
            received: received, rows: rows, quarantined: quarantined, leftOut: filtered ?? 0,
            forgotten: forgotten ?? 0, bytes: bytes,
            state: state, change: change, location: location, windows: windows.compactMap(\.kept),
            provenance: provenance, isReplayed: rowsFrom == .archive)
    }
}

extension Manifest.Received {
    /// The window, or nil if its ends are not times in order.
    package var kept: KeptWindow? {
        guard let first = Self.localTime(from), let last = Self.localTime(to), first <= last else { return nil }
        return KeptWindow(part: 0, window: Window(first: first, last: last), rows: rows, calls: calls)
    }

    /// The clock on the wall that a text with an offset shows.
    package static func localTime(_ text: String) -> LocalTime? {
        let bytes = Array(text.utf8.prefix(19))
        guard bytes.count == 19, bytes[10] == UInt8(ascii: "T"), let time = DateTimeText(bytes.span, 0..<19) else {
            return nil
        }
        return LocalTime(seconds: time.civilSeconds)
    }

    /// Seconds since 1970-01-01T00:00:00Z of a text with an offset, `…-05:00` or `…Z`.
    package static func instant(_ text: String) -> Int64? {
        guard let local = localTime(text) else { return nil }
        let offset = text.dropFirst(19)
        if offset == "Z" { return local.seconds }
        let parts = offset.dropFirst().split(separator: ":").map { Int64($0) ?? -1 }
        guard let sign = offset.first, "+-".contains(sign), parts.count == 2, 0..<24 ~= parts[0], 0..<60 ~= parts[1]
        else { return nil }
        let seconds = parts[0] * 3600 + parts[1] * 60
        return local.seconds - (sign == "+" ? seconds : -seconds)
    }
}
