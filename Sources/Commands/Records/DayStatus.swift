import ETL
import Engine

/// What is there of one day of one report.
struct DayStatus: Codable {
    /// The ways in which a day can be there, or not.
    enum Status: String, Codable {
        case there, empty, open, suspect
        /// Made in another way than the pipeline file says now.
        case stale
        /// Of another origin or pipeline.
        case foreign
        /// Its manifest cannot be relied on.
        case damaged
        case missing

        /// Whether somebody who needs the day has to do something.
        var isGap: Bool {
            switch self {
            case .there, .empty, .open, .stale: false
            case .suspect, .foreign, .damaged, .missing: true
            }
        }

        /// Whether a run with that choice asks for the day.
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

    /// The status of a partition of an output folder; `provenance` is how a pipeline would make it, nil where none asks.
    init(_ partition: Partition, in written: WrittenPartitions, for provenance: Provenance? = nil) {
        report = partition.report
        source = partition.source
        day = "\(partition.day)"
        guard let committed = written[partition] else {
            status = written.damaged.contains(partition) ? .damaged : .missing
            return
        }
        rows = committed.rows
        quarantined = committed.quarantined
        bytes = committed.bytes
        rowsFrom = committed.isReplayed ? .archive : nil
        let standing = provenance?.standing(of: committed.provenance) ?? .current
        status =
            switch (standing, committed.state) {
            case (.foreign, _): .foreign
            case (_, .suspect): .suspect
            case (_, .open): .open
            case (.stale, .final): .stale
            case (.current, .final): committed.rows == 0 ? .empty : .there
            }
    }
}
