import ETL
import Engine
import PipelineFile

/// Up to which instant the rows of each report and source are there.
///
/// It is read from the manifests of the last days, written by any pipeline, and not from all of a lake, which may have thousands.
struct Freshness {
    struct Entry: Equatable {
        var report: String
        var source: String
        /// The end of the newest final day, or of what was asked of an open one.
        var until: Int64
    }

    let assembly: JobAssembly
    let results: PartitionResults

    /// Days that are looked back from today.
    static let lookback = 35

    /// An entry for each report of each source that has a day.
    func entries() async throws -> [Entry] {
        let (lake, now) = (try assembly.lake(), assembly.context.now())
        let newest = newestOfRun()
        var entries: [Entry] = []
        for source in assembly.spec.sources {
            let today = try assembly.rules(of: source, around: now).localTime(atInstant: now).day
            for report in assembly.spec.reports {
                let table = RunHistory.Table(report: report.name, source: source.name)
                let recent = (0...Self.lookback).lazy.map { today.advanced(by: -$0) }
                let older = newest[table].map { $0 < today.advanced(by: -Self.lookback) ? [$0] : [] } ?? []
                for day in Array(recent) + older {
                    let partition = Partition(report: report.name, source: source.name, day: day)
                    guard let manifest = try await lake.manifest(of: partition),
                        let until = try end(of: manifest, source, day)
                    else { continue }
                    entries.append(Entry(report: report.name, source: source.name, until: until))
                    break
                }
            }
        }
        return entries
    }

    /// The newest day of each report and source that this run has committed.
    private func newestOfRun() -> [RunHistory.Table: Day] {
        results.reduce(into: [:]) { newest, result in
            guard result.error == nil else { return }
            let partition = result.partition
            newest[partition.table] = max(newest[partition.table] ?? partition.day, partition.day)
        }
    }

    /// Nil for a day that is in doubt.
    private func end(of manifest: Manifest, _ source: SourceSpec, _ day: Day) throws -> Int64? {
        switch manifest.state {
        case .suspect: return nil
        case .open:
            // A day is asked for as a whole before it is over.
            let asked = manifest.windows.compactMap { Manifest.Received.instant($0.to) }.max().map { $0 + 1 }
            return [asked, Manifest.Received.instant(manifest.extractedAt)].compactMap(\.self).min()
        case .final:
            let next = day.advanced(by: 1)
            return try assembly.rules(of: source, covering: day...next).instant(of: LocalTime(next))
        }
    }
}
