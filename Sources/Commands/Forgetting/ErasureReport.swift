import ETL
import Wolkvox

/// What an erasure came to.
struct ErasureReport: Encodable, VerbResult {
    struct Entry: Encodable {
        var report: String
        var source: String
        var day: String
        var file: String?
        var rows: Int

        init(_ manifest: Manifest, rows: Int) {
            (report, source, day, file) = (manifest.report, manifest.source, manifest.day, manifest.file)
            self.rows = rows
        }
    }

    var formatVersion = 1
    let isTrial: Bool
    /// The partitions that were rewritten.
    var partitions: [Entry] = []
    var rows: Int { partitions.reduce(0) { $0 + $1.rows } }
    var archive: ArchiveEraser.Result?
    var near: [NearMatches.Counts] = []
    /// Run records that named a value.
    var records = 0
    var errors: [ETLError] = []
    /// Versions in a bucket that could not be removed.
    var kept: [LakeProblem] = []

    init(isTrial: Bool) { self.isTrial = isTrial }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case isTrial = "dry_run"
        case partitions, rows, answers, records, unreadable
        case archivedRows = "archived_rows"
        case spelledOtherwise = "spelled_otherwise"
        case named, kept
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(formatVersion, forKey: .formatVersion)
        try container.encode(isTrial, forKey: .isTrial)
        try container.encode(partitions, forKey: .partitions)
        try container.encode(rows, forKey: .rows)
        try container.encodeIfPresent(archive?.answers, forKey: .answers)
        try container.encodeIfPresent(archive?.rows, forKey: .archivedRows)
        try container.encodeIfPresent(archive?.unreadable, forKey: .unreadable)
        if isTrial {
            try container.encode(near.reduce(0) { $0 + $1.spelledOtherwise }, forKey: .spelledOtherwise)
            try container.encode(near.reduce(0) { $0 + $1.named }, forKey: .named)
        } else {
            try container.encode(records, forKey: .records)
            if !kept.isEmpty { try container.encode(kept.map(\.description), forKey: .kept) }
        }
    }

    func lines(width: Int?) -> [String] {
        var table = TextTable(["report", "source", "day", "rows"], numeric: [3])
        for entry in partitions { table.add([entry.report, entry.source, entry.day, entry.rows.grouped]) }
        var lines = partitions.isEmpty ? [] : table.lines(width: width)
        let verb = isTrial ? "would go from" : rows == 1 ? "is gone from" : "are gone from"
        lines.append("\(rows.counted("row")) \(verb) \(partitions.count.counted("partition"))")
        if let archive {
            let verb = isTrial ? "would go from" : archive.rows == 1 ? "is gone from" : "are gone from"
            lines.append("\(archive.rows.counted("row")) \(verb) \(archive.answers.counted("answer")) of the archive")
        }
        let (spelled, named) = near.reduce(into: (0, 0)) { $0 = ($0.0 + $1.spelledOtherwise, $0.1 + $1.named) }
        if spelled > 0 {
            lines.append(
                "\(spelled.counted("row")) \(spelled.choosing("has", "have")) a value that is spelled in another way")
        }
        if named > 0 {
            lines.append("\(named.counted("row")) \(named.choosing("holds", "hold")) a value in another text")
        }
        return lines
    }
}
