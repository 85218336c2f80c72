import ETL
import Engine

/// What is there of one day of one report.
struct DayStatus: Encodable {
    /// The ways in which a day can be there, or not.
    enum Status: String, Codable, CaseIterable {
        case there, empty, open, suspect
        /// Made in another way than the pipeline file says now.
        case stale
        /// Of another origin or pipeline.
        case foreign
        /// Its manifest cannot be relied on.
        case damaged
        case missing
        /// The last run that asked for it failed to get it, whatever an earlier one has made.
        case failed

        /// Whether somebody who needs the day has to do something.
        var isGap: Bool {
            switch self {
            case .there, .empty, .open, .stale: false
            case .suspect, .foreign, .damaged, .missing, .failed: true
            }
        }

        /// Whether a `run` that asks for the day can mend it.
        var isFillable: Bool {
            switch self {
            case .there, .empty, .open, .stale, .foreign: false
            case .suspect, .damaged, .missing, .failed: true
            }
        }

        /// Whether a run with that choice asks for a day that lies there so.
        func isAsked(by choice: DayChoice) -> Bool {
            switch choice {
            case .all: true
            case .missing: isGap || self == .open
            case .stale: isGap || self == .open || self == .stale
            }
        }
    }

    var report: String
    var source: String
    var day: String
    var status: Status
    var rows: Int?
    var quarantined: Int?
    var bytes: Int?
    /// `archive` where the rows were replayed; nil where they came from the API.
    var rowsFrom: Manifest.RowsFrom?
    /// What it is.
    let partition: Partition
    /// What lies there, whatever the last run that asked for the day came to.
    let visible: Status

    private enum CodingKeys: String, CodingKey {
        case report, source, day, status, rows, quarantined, bytes, rowsFrom
    }

    /// The status of a partition of an output folder.
    ///
    /// - Parameters:
    ///   - partition: the partition.
    ///   - written: what the folder holds.
    ///   - history: what the records of its runs say.
    ///   - provenance: how a pipeline would make it; nil where none asks.
    init(
        _ partition: Partition, in written: WrittenPartitions, after history: RunHistory,
        for provenance: Provenance? = nil
    ) {
        self.partition = partition
        report = partition.report
        source = partition.source
        day = "\(partition.day)"
        let hasFailed = history.hasFailed(partition, extractedAt: written.extractedAt[partition])
        guard let committed = written[partition] else {
            visible = written.damaged.contains(partition) ? .damaged : .missing
            status = hasFailed ? .failed : visible
            return
        }
        rows = committed.rows
        quarantined = committed.quarantined
        bytes = committed.bytes
        rowsFrom = committed.isReplayed ? .archive : nil
        let standing = provenance?.standing(of: committed.provenance) ?? .current
        visible =
            switch (standing, committed.state) {
            case (.foreign, _): .foreign
            case (_, .suspect): .suspect
            case (_, .open): .open
            case (.stale, .final): .stale
            case (.current, .final): committed.rows == 0 ? .empty : .there
            }
        status = hasFailed && visible != .foreign ? .failed : visible
    }
}
