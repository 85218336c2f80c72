internal import ByteScan
internal import Crypto
public import ETL

/// One report of one source, ready to run: stages, zone, and the days that are wanted.
public struct ReportJob: Sendable {
    /// The report's name, as it stands in paths.
    public var report: String
    /// The source's name, as it stands in paths.
    public var source: String
    /// Jobs of one lane run one after another, lanes side by side: one lane for each token.
    public var lane: String
    /// What fills a partition, one after another: one for each value of a parameter, else a single one.
    public var extractors: [any Extractor]
    /// Extractors that are found while the run is under way, if there are any.
    public var fanOut: FanOut?
    /// What changes the rows.
    public var transformers: [any Transformer]
    /// The source's zone, for the days that are wanted.
    public var zone: ZoneRules
    /// The days that are wanted.
    public var days: ClosedRange<Day>
    /// How wide one call is.
    public var span: SpanLearner.Span
    /// Rows at which an answer counts as truncated.
    public var rowCap: Int
    /// Whether a row belongs to the day of the window rather than of its own time.
    public var rowsBelongToWindow: Bool
    /// What the data must hold to.
    public var quality: QualityRules
    /// What the rows of each day are expected to hold to.
    public var expectations: [any RowExpectation]
    /// How many rows a day is expected to have.
    public var rowCounts: [RowCountBand]
    /// Where the rows come from and what shapes the files; nil where partitions are not told apart.
    public var provenance: Provenance?
    /// Whether days of another origin or pipeline become this job's own.
    public var takesOver = false
    /// The lease that its calls are made under, where hosts take turns with the token; asked when a day is committed.
    public var fence: (@Sendable () -> Fence?)?
    /// When the rows of a day's end were asked for, in seconds since 1970-01-01T00:00:00Z, where that was before this run;
    /// nil where they are asked for now.
    public var askedAt: (@Sendable (Day) -> Int64?)?

    /// What is asked for of the days where that is not all of them; nil for whole days.
    public var stretch: Stretch?

    /// The revision of the list of people whose rows the first transformer leaves out; nil if there is no list.
    public var forgottenRevision: String?

    /// A job.
    public init(
        report: String, source: String, lane: String, extractors: [any Extractor], fanOut: FanOut? = nil,
        transformers: [any Transformer], zone: ZoneRules, days: ClosedRange<Day>, span: SpanLearner.Span = .auto,
        rowCap: Int = 60_000, rowsBelongToWindow: Bool = false, quality: QualityRules = QualityRules(),
        expectations: [any RowExpectation] = [], rowCounts: [RowCountBand] = [], provenance: Provenance? = nil
    ) {
        self.report = report
        self.source = source
        self.lane = lane
        self.extractors = extractors
        self.fanOut = fanOut
        self.transformers = transformers
        self.zone = zone
        self.days = days
        self.span = span
        self.rowCap = rowCap
        self.rowsBelongToWindow = rowsBelongToWindow
        self.quality = quality
        self.expectations = expectations
        self.rowCounts = rowCounts
        self.provenance = provenance
    }

    /// What is wanted, and all that the job's stages say of themselves.
    package var identity: StageIdentity {
        var identity = StageIdentity(report, [source, "\(days.lowerBound)", "\(days.upperBound)", fanOut?.label ?? ""])
        if let provenance { identity.add("recipe", [provenance.pipeline, provenance.origin, provenance.recipe]) }
        for extractor in extractors { identity.add(extractor.identity) }
        for transformer in transformers { identity.add(transformer.identity) }
        for expectation in expectations { identity.add(expectation.identity) }
        for count in rowCounts { identity.add(count.identity) }
        return identity
    }

    /// The partition of a day.
    public func partition(_ day: Day) -> Partition { Partition(report: report, source: source, day: day) }

    /// Returns the standing of a day that is there.
    public func standing(of committed: CommittedPartition) -> Provenance.Standing {
        provenance?.standing(of: committed.provenance) ?? .current
    }
}

/// What a day must hold to before it replaces what is there.
public struct QualityRules: Sendable, Equatable {
    /// What happens to a value that doesn't fit.
    public var onInvalid: InvalidPolicy
    /// What happens to fields that the definition lacks; `fail` keeps the day back.
    public var unknownFields: UnknownFieldPolicy
    /// The largest share of a day's rows that may go to quarantine.
    public var maxQuarantined: Share
    /// The largest share of a committed day's rows that may vanish: with more gone the answer is not believed.
    public var maxShrink: Share
    /// How often an unlikely answer is asked for again.
    public var unlikelyRetries: Int
    /// Seconds between such questions.
    public var unlikelyPause: Double
    /// Whether an unlikely empty answer is taken all the same.
    public var acceptEmpty: Bool
    /// Whether an unlikely small answer is taken all the same.
    public var acceptShrink: Bool

    /// Rules.
    public init(
        onInvalid: InvalidPolicy = .quarantine, unknownFields: UnknownFieldPolicy = .keep,
        maxQuarantined: Share = Share(1, of: 100),
        maxShrink: Share = Share(1, of: 2),
        unlikelyRetries: Int = 2, unlikelyPause: Double = 30, acceptEmpty: Bool = false,
        acceptShrink: Bool = false
    ) {
        self.onInvalid = onInvalid
        self.unknownFields = unknownFields
        self.maxQuarantined = maxQuarantined
        self.maxShrink = maxShrink
        self.unlikelyRetries = unlikelyRetries
        self.unlikelyPause = unlikelyPause
        self.acceptEmpty = acceptEmpty
        self.acceptShrink = acceptShrink
    }
}

extension StageIdentity {
    /// SHA-256 over all of it, the first 128 bits in lower-case hexadecimal.
    public var fingerprint: String { SHA256.hash(data: Array(text.utf8)).prefix(16).hexadecimal }
}
