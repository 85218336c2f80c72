/// What must be known to write a partition.
public struct PartitionPlan: Sendable {
    /// Which one.
    public var partition: Partition
    /// The columns.
    public var schema: Schema
    /// What must be hidden in quarantined rows.
    public var redactions: [Redaction]
    /// The source's zone.
    public var zone: ZoneRules
    /// How many extractors fill it, one after another.
    public var parts: Int
    /// What these are called; a part that was kept counts only while the parts are the same.
    public var labels: [String]
    /// Where the rows come from and what shapes the file; nil where partitions are not told apart.
    public var provenance: Provenance?
    /// Whether a partition of another origin or pipeline is replaced.
    public var takesOver: Bool
    /// Whether the rows are read from answers that an archive has kept.
    public var isReplayed = false
    /// The revision of the list of people who asked to be forgotten that the rows were compared with; nil if there was no
    /// list. A commit fails if the list is another one by then.
    public var forgottenRevision: String?
    /// The slice of the partition's day that is brought; nil if all of it is.
    public var slice: Slice?

    /// A plan.
    public init(
        partition: Partition, schema: Schema, redactions: [Redaction], zone: ZoneRules, parts: Int,
        labels: [String] = [], provenance: Provenance? = nil, takesOver: Bool = false
    ) {
        self.partition = partition
        self.schema = schema
        self.redactions = redactions
        self.zone = zone
        self.parts = parts
        self.labels = labels
        self.provenance = provenance
        self.takesOver = takesOver
    }
}

/// Writes one partition, window by window, from the newest to the oldest.
///
/// Rows count only once ``keep(_:)`` has confirmed their window, and are visible only after ``commit(_:)``.
public protocol PartitionWriter: AnyObject, SendableMetatype {
    /// Windows that an interrupted run had kept, for each part.
    var kept: [KeptWindow] { get }
    /// Adds some rows of a batch to the current window; rejected rows among them go to quarantine, those that are left
    /// out (``RecordBatch/isLeftOut(_:)``) are counted and go nowhere.
    func append(_ batch: borrowing RecordBatch, rows: Range<Int>) async throws
    /// What ``note(_:)`` was last told before the last window of ``kept``; empty if nothing was.
    var notes: [UInt8] { get }
    /// Takes what shall be found beside the windows that an interrupted run had kept; it counts with the next window
    /// that is kept.
    func note(_ notes: [UInt8])
    /// The current window was received whole: its rows count from now on.
    func keep(_ window: KeptWindow) async throws
    /// The current window was not received whole: forget its rows.
    func drop() async throws
    /// Makes the partition visible, all at once; untouched if it holds the same already.
    func commit(_ outcome: PartitionOutcome) async throws -> CommittedPartition
    /// Begins to make the partition visible; the writer is done with, and what is left to do needs nobody's attention.
    func beginCommit(_ outcome: PartitionOutcome) async throws -> PendingCommit
    /// Gives the partition up; what is visible stays.
    func abandon(keepingProgress: Bool) async throws
}

extension PartitionWriter {
    /// Nothing is known of earlier runs.
    public var kept: [KeptWindow] { [] }
    /// Nothing is known of earlier runs.
    public var notes: [UInt8] { [] }
    /// There is no place to keep it.
    public func note(_ notes: [UInt8]) {}
    /// Does all of it.
    public func beginCommit(_ outcome: PartitionOutcome) async throws -> PendingCommit {
        let committed = try await commit(outcome)
        return PendingCommit { committed }
    }
    /// Nothing to tidy up.
    public func abandon(keepingProgress: Bool) async throws {}
}

/// What is left of a commit when no more rows are needed for it: to wait for the compressor and for the disk.
public struct PendingCommit: Sendable {
    private let work: @Sendable () async throws -> CommittedPartition

    /// A commit that `work` ends.
    public init(_ work: @escaping @Sendable () async throws -> CommittedPartition) { self.work = work }

    /// Makes the partition visible, all at once. To be called once.
    public func finish() async throws -> CommittedPartition { try await work() }
}

/// A window, or the share of one that falls in a partition's day, whose rows are in.
public struct KeptWindow: Sendable, Hashable, Codable {
    /// The number of the extractor that brought it, from 0.
    public var part: Int
    /// First second.
    public var first: Int64
    /// Last second, included.
    public var last: Int64
    /// Rows received for the partition: written, quarantined and left out.
    public var rows: Int
    /// Requests that it took.
    public var calls: Int
    /// Rows among them that went to quarantine.
    public var quarantined: Int

    /// A window that was received whole.
    public init(part: Int, window: Window, rows: Int, calls: Int, quarantined: Int = 0) {
        self.part = part
        self.first = window.first.seconds
        self.last = window.last.seconds
        self.rows = rows
        self.calls = calls
        self.quarantined = quarantined
    }

    /// The stretch of time.
    public var window: Window { Window(first: LocalTime(seconds: first), last: LocalTime(seconds: last)) }
}

/// What is decided at the end of a partition.
public struct PartitionOutcome: Sendable {
    /// How sure it is.
    public var state: PartitionState
    /// When it was received, in seconds since 1970-01-01T00:00:00Z.
    public var extractedAt: Int64
    /// Expectations that it does not hold to.
    public var warnings: [QualityWarning]
    /// How what came differs from the definition.
    public var drift: [Drift]
    /// The lease that it was received under; nil where hosts do not take turns.
    public var fence: Fence?

    /// An outcome.
    public init(
        state: PartitionState, extractedAt: Int64, warnings: [QualityWarning] = [], drift: [Drift] = [],
        fence: Fence? = nil
    ) {
        self.fence = fence
        self.state = state
        self.extractedAt = extractedAt
        self.warnings = warnings
        self.drift = drift
    }
}

/// A partition as it is visible.
public struct CommittedPartition: Sendable, Equatable {
    /// What a commit did.
    public enum Change: String, Sendable, Codable {
        /// It was not there before.
        case created
        /// It replaced other content.
        case replaced
        /// It held the same already and was left alone.
        case unchanged
    }

    /// Rows received.
    public var received: Int
    /// Rows written.
    public var rows: Int
    /// Rows in quarantine.
    public var quarantined: Int
    /// Rows that the pipeline does not want: received, and neither written nor quarantined.
    public var leftOut: Int
    /// Rows of people who asked to be forgotten: received, and kept nowhere.
    public var forgotten: Int
    /// Bytes of the data file.
    public var bytes: Int
    /// How sure it is.
    public var state: PartitionState
    /// What the commit did; nil for one that was only looked up.
    public var change: Change?
    /// Where the data file is, or would be; nil if there is none.
    public var location: String?
    /// Rows that a commit brought and the partition lacked before; nil where nobody counted.
    public var rowsAdded: Int?
    /// Rows that the partition had before and a commit took away.
    public var rowsRemoved: Int?
    /// The windows it was received in.
    public var windows: [KeptWindow]
    /// Where its rows come from and what shaped its file, if that is known.
    public var provenance: Provenance?
    /// Whether its rows were read from answers that an archive has kept.
    public var isReplayed: Bool

    /// A committed partition.
    public init(
        received: Int, rows: Int, quarantined: Int, leftOut: Int = 0, forgotten: Int = 0, bytes: Int,
        state: PartitionState,
        change: Change? = nil, location: String? = nil, windows: [KeptWindow] = [], provenance: Provenance? = nil,
        isReplayed: Bool = false
    ) {
        self.received = received
        self.rows = rows
        self.quarantined = quarantined
        self.leftOut = leftOut
        self.forgotten = forgotten
        self.bytes = bytes
        self.state = state
        self.change = change
        self.location = location
        self.windows = windows
        self.provenance = provenance
        self.isReplayed = isReplayed
    }
}
