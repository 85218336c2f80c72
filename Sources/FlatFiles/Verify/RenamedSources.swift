internal import ETL

/// Sources that hold the same rows of the same days from one origin: a source that was renamed, whose days readers count
/// twice.
struct RenamedSources {
    private struct Content: Hashable {
        let report: String
        let day: String
        let origin: String
        let sha256: String
    }

    private struct Names: Hashable {
        let old: String
        let new: String
    }

    private var seen: [Content: [Manifest]] = [:]

    /// Takes note of a day.
    mutating func add(_ manifest: Manifest) {
        guard manifest.rows > 0, let origin = manifest.origin, let sha256 = manifest.contentSHA256 else { return }
        let content = Content(report: manifest.report, day: manifest.day, origin: origin, sha256: sha256)
        seen[content, default: []].append(manifest)
    }

    /// Returns what is to be said of each pair of names. Sources that one pipeline file names side by side, as a set of
    /// `named` says, may hold the same.
    func problems(named: [Set<String>], directory: String) -> [OutputProblem] {
        var days: [Names: Int] = [:]
        for manifests in seen.values where manifests.count > 1 {
            let byAge = manifests.sorted { ($0.extractedAt, $0.source) < ($1.extractedAt, $1.source) }
            for (place, old) in byAge.enumerated() {
                for new in byAge[(place + 1)...]
                where old.source != new.source
                    && !named.contains(where: { $0.isSuperset(of: [old.source, new.source]) })
                {
                    days[Names(old: old.source, new: new.source), default: 0] += 1
                }
            }
        }
        return days.sorted { ($0.key.old, $0.key.new) < ($1.key.old, $1.key.new) }.map { names, count in
            OutputProblem(
                path: "report=*/source=\(names.new)",
                what:
                    "\(count) \(count.choosing("day has", "days have")) the same rows as in source=\(names.old), from the "
                    + "same server: if the source was renamed, run `wolkvox-etl relocate \(directory) --source "
                    + "\(names.old)=\(names.new)`")
        }
    }
}
