import ETL
import Engine
import Foundation
import Transforms
import Wolkvox

/// Removes the rows of people from all that a pipeline has written, and keeps them from coming back.
struct Erasure {
    let context: CommandContext
    let lake: any Lake
    let search: ForgetSearch
    /// The key of the list; nil for a trial.
    let key: ForgetKey?
    let archive: AnswerArchive?

    private var isTrial: Bool { key == nil }

    /// Does all of it: first the list, so that no run brings back what is removed.
    ///
    /// - Parameter listing: what there is in the lake.
    /// - Returns: what went.
    /// - Throws: ``Failure`` where the values cannot be found, before anything is changed; ``ETLError`` for what cannot be
    ///   written.
    func perform(on listing: LakeListing) async throws -> ErasureReport {
        let wanted = try wanted(in: listing)
        var report = ErasureReport(isTrial: isTrial)
        report.errors = listing.damaged.map { problem in
            ETLError(
                .data, "\(problem): its rows were not looked at",
                advice: "Extract the day again with `run`, then forget again")
        }
        let revision = try await writeList()
        let run = RunIdentity(
            pipeline: "an erasure", fingerprint: "an erasure", id: RunName.make(startedAt: context.now()), fresh: true,
            startedAt: context.now())
        report.partitions = try await lake.withEraser(run, revision: revision) { eraser in
            var partitions: [ErasureReport.Entry] = []
            for (manifest, rows) in wanted {
                let count =
                    isTrial ? try await eraser.count(manifest, rows) : try await eraser.erase(manifest, rows)
                if count > 0 { partitions.append(ErasureReport.Entry(manifest, rows: count)) }
            }
            return partitions
        }
        report.near = wanted.compactMap(\.rows.near?.counts)
        if let archive {
            let wanted = Dictionary(search.fields.map { ($0, Set(search.values)) }, uniquingKeysWith: { $1 })
            report.archive = try ArchiveEraser(archive) { field, value in
                wanted[field]?.contains(trimmed(value)) == true
            }.erase(isTrial: isTrial)
            report.errors += (report.archive?.unreadable ?? []).map { path in
                ETLError(
                    .data, "\(path) cannot be read",
                    advice: "It cannot be replayed either: remove it and its note by hand")
            }
        }
        if !isTrial { report.records = try await lake.rewriteRunRecords(withoutValues) }
        return report
    }

    /// What is looked for in each partition.
    ///
    /// - Throws: ``Failure`` that names the days in which nobody can be found; nothing has been changed then.
    private func wanted(in listing: LakeListing) throws -> [(manifest: Manifest, rows: WantedValues)] {
        var wanted: [(Manifest, WantedValues)] = []
        var hidden: [String: [Manifest]] = [:]
        var pipelines: [[String]: PipelineColumns?] = [:]
        for manifest in listing.manifests {
            do {
                let place = [manifest.report, manifest.source]
                let pipeline = try pipelines[place] ?? search.columns(of: manifest)
                pipelines[place] = .some(pipeline)
                wanted.append((manifest, try search.rows(in: manifest, made: pipeline, near: isTrial)))
            } catch let error as ForgetSearch.Unfindable {
                hidden["\(manifest.report)'s \(error.column)", default: []].append(manifest)
            }
        }
        guard hidden.isEmpty else { throw refusal(hidden) }
        return wanted
    }

    private func refusal(_ hidden: [String: [Manifest]]) -> Failure {
        let details = hidden.sorted { $0.key < $1.key }.map { column, manifests in
            let days = Set(manifests.map(\.day)).sorted()
            let stretch = days.count == 1 ? days[0] : "\(days.count) days from \(days[0]) to \(days[days.count - 1])"
            return "\(column): \(stretch)"
        }
        return Failure(
            .configuration,
            "In some days the values cannot be found: the column is masked, redacted, dropped, renamed, or hashed",
            advice: search.assembly == nil
                ? "Name the pipeline file that made them, which says what became of the column: --pipeline FILE"
                : "Use a field that is not hidden; days that were made with another pipeline file are made again by `run --stale`",
            details: details)
    }

    /// Adds the values to the list; returns the revision that the list has now.
    private func writeList() async throws -> String {
        let known = try await lake.forgottenList()
        guard let key else { return known?.revision ?? "" }
        var list = known ?? ForgottenList(keyFingerprint: key.fingerprint)
        let at = LocalTime.iso8601(instant: context.now())
        for field in search.fields {
            list.add(.init(field: field, at: at, values: search.values.map { key.token(of: $0, in: field) }))
        }
        try await lake.write(list)
        return list.revision
    }

    /// A run record without the values that its messages name; nil if it names none.
    private func withoutValues(_ record: [UInt8]) -> [UInt8]? {
        var text = String(decoding: record, as: UTF8.self)
        var isChanged = false
        for value in search.values.map({ String(decoding: $0, as: UTF8.self) }) where text.contains(value) {
            // A short number may be a count.
            guard value.utf8.count >= Self.shortestName else { continue }
            text = text.replacingOccurrences(of: value, with: "…")
            isChanged = true
        }
        return isChanged ? Array(text.utf8) : nil
    }

    private static let shortestName = 5
}

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

    init(isTrial: Bool) { self.isTrial = isTrial }

    private enum CodingKeys: String, CodingKey {
        case formatVersion = "format_version"
        case isTrial = "dry_run"
        case partitions, rows, answers, records, unreadable
        case archivedRows = "archived_rows"
        case spelledOtherwise = "spelled_otherwise"
        case named
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
