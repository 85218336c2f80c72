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
    /// Whether versions that a bucket keeps of what was rewritten stay.
    let keepsVersions: Bool

    private var isTrial: Bool { key == nil }

    /// Does all of it: first the list, so that no run brings back what is removed.
    ///
    /// - Parameter listing: what there is in the lake.
    /// - Returns: what went.
    /// - Throws: ``Failure`` where the values cannot be found, before anything is changed; ``ETLError`` for what cannot be
    ///   written.
    func perform(on listing: LakeListing) async throws -> ErasureReport {
        var wanted = try wanted(in: listing)
        var report = ErasureReport(isTrial: isTrial)
        let revision = try await writeList()
        let run = RunIdentity(
            pipeline: "an erasure", fingerprint: "an erasure", id: RunName.make(startedAt: context.now()), fresh: true,
            startedAt: context.now())
        var rewritten: [Partition] = []
        (report.partitions, rewritten, wanted, report.errors) = try await lake.withEraser(run, revision: revision) {
            eraser in
            // Days may have been committed for the first time before the list was there: they are looked through as well.
            let listing = isTrial ? listing : try await lake.listing()
            let wanted = isTrial ? wanted : try self.wanted(in: listing)
            var partitions: [ErasureReport.Entry] = []
            // By an earlier erasure, too, that did not end.
            var rewritten: [Partition] = []
            for (manifest, rows) in wanted {
                let count =
                    isTrial ? try await eraser.count(manifest, rows) : try await eraser.erase(manifest, rows)
                if count > 0 { partitions.append(ErasureReport.Entry(manifest, rows: count)) }
                if count > 0 || manifest.forgotten ?? 0 > 0, let partition = manifest.partition {
                    rewritten.append(partition)
                }
            }
            return (partitions, rewritten, wanted, Self.unread(listing))
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
        if !isTrial, !keepsVersions { report.kept = try await lake.removeOldVersions(of: rewritten) }
        return report
    }

    private static func unread(_ listing: LakeListing) -> [ETLError] {
        listing.damaged.map { problem in
            ETLError(
                .data, "\(problem): its rows were not looked at",
                advice: "Extract the day again with `run`, then forget again")
        }
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
