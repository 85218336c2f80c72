/// Where rows come from.
///
/// An extractor is bound to one report of one source (and to one value of its parameter, if it has one). It is asked
/// for windows of local time and hands over the rows of each.
///
/// What an implementation must keep to:
/// - All rows of the window are handed over, newest first if they have a time, before ``extract(_:purpose:into:)`` returns
///   ``Extraction/complete(_:)``; after any other ending the caller forgets what was handed over.
/// - An extractor that must begin the window again after it has handed over rows says so with
///   ``BatchConsumer/restart()`` first.
/// - It makes no request beyond the window, and no two at once.
/// - Cancellation ends it soon, with `CancellationError`.
public protocol Extractor: Sendable {
    /// The columns of the batches: values as the source writes them.
    var schema: Schema { get }
    /// What a window may be.
    var limits: ExtractLimits { get }
    /// What decides about the rows that it brings: whom it asks, and for what.
    var identity: StageIdentity { get }
    /// What names the extractor among others of the same report, for progress and checkpoints: a parameter's value,
    /// or an empty string.
    var label: String { get }

    /// The window whose rows a window's are read from: of those, rows outside the window that is asked for are none of its
    /// concern. Rows outside of both go to quarantine.
    func reach(of window: Window) -> Window

    /// Reads the rows of one window.
    ///
    /// - Parameters:
    ///   - window: what is asked for, both ends included.
    ///   - purpose: why it is asked for; an extractor that counts its requests tells them apart by it.
    ///   - consumer: takes each batch; the extractor waits for it.
    /// - Returns: whether the window came whole, and what it took.
    /// - Throws: ``ETLError`` for what retrying did not mend.
    func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction
}

extension Extractor {
    /// No label.
    public var label: String { "" }
    /// The window itself: the source is asked for nothing else.
    public func reach(of window: Window) -> Window { window }
    /// Rows with a time of their own, in windows of any width.
    public var limits: ExtractLimits { ExtractLimits() }

    /// Reads the rows of a window that is asked for the first time.
    public func extract(_ window: Window, into consumer: inout some BatchConsumer) async throws -> Extraction {
        try await extract(window, purpose: .first, into: &consumer)
    }
}

/// What a window of an extractor may be.
public struct ExtractLimits: Sendable, Equatable {
    /// How a report's rows relate to time.
    public enum Grain: Sendable, Equatable {
        /// Each row is an event with a time of its own: windows may be cut anywhere.
        case event
        /// Rows are totals over the window: it must be exactly one day.
        case total
        /// Rows are totals over stretches of so many seconds: windows are cut on their borders.
        case bucket(seconds: Int)

        /// The words for them in definitions.
        package enum Word: String, Sendable, Codable, CaseIterable {
            case event
            case total
            case bucket
        }

        /// The word for it; the length of a bucket is said beside it.
        package var word: Word {
            switch self {
            case .event: .event
            case .total: .total
            case .bucket: .bucket
            }
        }
    }

    /// How rows relate to time.
    public var grain: Grain
    /// The most days one window may touch.
    public var days: Int
    /// Times that a window must begin with rather than lie across, the oldest first: where another answer begins.
    public var edges: [LocalTime] = []

    /// Limits.
    public init(grain: Grain = .event, days: Int = 31) {
        self.grain = grain
        self.days = days
    }
}

/// How the extraction of a window ended.
public enum Extraction: Sendable, Equatable {
    /// All rows of the window were handed over.
    case complete(ExtractTally)
    /// The window holds more than one call brings: ask for smaller ones. What was handed over is incomplete.
    case tooLarge(reason: String, ExtractTally)
}

/// What an extraction took.
public struct ExtractTally: Sendable, Equatable {
    /// Rows received.
    public var rows: Int
    /// Requests made, retries included.
    public var calls: Int
    /// Bytes received.
    public var bytes: Int

    /// A tally.
    public init(rows: Int = 0, calls: Int = 0, bytes: Int = 0) {
        self.rows = rows
        self.calls = calls
        self.bytes = bytes
    }
}

/// Takes the batches of one window from an ``Extractor``.
public protocol BatchConsumer: SendableMetatype {
    /// Takes a batch, which may be changed at will and is used again for the next rows.
    mutating func consume(_ batch: inout RecordBatch) async throws
    /// The rows handed over so far don't count: the extractor asks for the same window again, from its start.
    mutating func restart() async throws
}

/// Why a request is made, for gates and ledgers that count requests.
public enum CallPurpose: String, Sendable, Codable, CaseIterable {
    /// A window is asked for the first time.
    case first
    /// A window is part of one that was too large.
    case split
    /// A request failed and is made again.
    case retry
    /// An answer without rows was too unlikely to be believed.
    case emptyCheck = "empty_check"
}
