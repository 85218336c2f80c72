import ETL

/// A run as its record has it: what readers of records need, whichever version of the program wrote it.
struct StoredRun: Sendable {
    /// The form of records that this program can read.
    static let newestFormat = 1

    /// How one report of one source ended on one day.
    struct Ending: Decodable, Sendable {
        var report: String
        var source: String
        var day: String
        /// committed, resumed, skipped, suspect, left or failed.
        var outcome: String
        var rows: Int?
        var quarantined: Int?
        var reason: String?
        var advice: String?

        /// The partition; nil if its day is invalid.
        var partition: Partition? { Day(day).map { Partition(report: report, source: source, day: $0) } }
        /// Whether the day is not as the run was to make it.
        var isUnwell: Bool { ["suspect", "left", "failed"].contains(outcome) }
        /// Whether the source was asked for it, or an earlier part of the same work was.
        var wasAsked: Bool { !["skipped", "left"].contains(outcome) }
    }

    /// Requests, by purpose.
    struct Calls: Decodable, Sendable {
        var total: Int
        var retry: Int?
        var split: Int?
        var emptyCheck: Int?
        /// What was left of the day's calls, by the names of sources that have a budget.
        var callsLeft: [String: Int]?

        private enum CodingKeys: String, CodingKey {
            case total, retry, split
            case emptyCheck = "empty_check"
            case callsLeft = "calls_left"
        }
    }

    var id: String
    var pipeline: String
    /// The pipeline file, as it was named, and the folder in which it was; nil where neither is known.
    var pipelineFile: String?
    var directory: String?
    var startedAt: String
    var endedAt: String
    var exitCode: Int
    var isInterrupted: Bool
    var isReplay: Bool
    var calls: Calls
    var endings: [Ending]
    var drift: [RunRecord.Change]

    /// When it began, in seconds since 1970-01-01T00:00:00Z.
    var start: Int64
    /// How many seconds it took.
    var seconds: Int64
}

extension StoredRun: Decodable {
    private enum CodingKeys: String, CodingKey {
        case run, pipeline, directory, calls, partitions, drift, interrupted
        case formatVersion = "format_version"
        case pipelineFile = "pipeline_file"
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case exitCode = "exit_code"
        case rowsFrom = "rows_from"
    }

    init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: CodingKeys.self)
        func invalid(_ key: CodingKeys, _ why: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: keys, debugDescription: why)
        }
        guard try keys.decode(Int.self, forKey: .formatVersion) <= Self.newestFormat else {
            throw invalid(.formatVersion, "a newer version of the program wrote it")
        }
        id = try keys.decode(String.self, forKey: .run)
        pipeline = try keys.decode(String.self, forKey: .pipeline)
        pipelineFile = try keys.decodeIfPresent(String.self, forKey: .pipelineFile)
        directory = try keys.decodeIfPresent(String.self, forKey: .directory)
        startedAt = try keys.decode(String.self, forKey: .startedAt)
        endedAt = try keys.decode(String.self, forKey: .endedAt)
        exitCode = try keys.decode(Int.self, forKey: .exitCode)
        isInterrupted = try keys.decodeIfPresent(Bool.self, forKey: .interrupted) ?? false
        isReplay = try keys.decodeIfPresent(String.self, forKey: .rowsFrom) != nil
        calls = try keys.decode(Calls.self, forKey: .calls)
        endings = try keys.decode([Ending].self, forKey: .partitions)
        drift = try keys.decodeIfPresent([RunRecord.Change].self, forKey: .drift) ?? []
        guard let start = Manifest.Received.instant(startedAt) else { throw invalid(.startedAt, "it is not a time") }
        guard let end = Manifest.Received.instant(endedAt) else { throw invalid(.endedAt, "it is not a time") }
        self.start = start
        seconds = max(0, end - start)
    }
}

extension StoredRun {
    /// Whether it began after another one; ids tell runs of one second apart.
    func isNewer(than other: StoredRun) -> Bool { (start, id) > (other.start, other.id) }

    /// How many days ended in each way.
    var outcomes: [String: Int] { endings.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 } }
    /// The rows of all days, as they were visible at its end.
    var rows: Int { endings.reduce(0) { $0 + ($1.rows ?? 0) } }
    /// The rows in quarantine.
    var quarantined: Int { endings.reduce(0) { $0 + ($1.quarantined ?? 0) } }
}
