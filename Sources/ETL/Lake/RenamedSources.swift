/// Sources that hold the same rows of the same days from one origin: a source that was renamed, whose days readers count
/// twice.
package struct RenamedSources {
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

    private let current: Set<String>
    /// The sources that hold the same, and when each received it.
    private var seen: [Content: [(source: String, extractedAt: String)]] = [:]

    /// Compares sources with those that a pipeline file names now, or all with one another if there are none.
    package init(current: Set<String> = []) { self.current = current }

    /// Takes note of a day.
    package mutating func add(_ manifest: Manifest) {
        guard manifest.rows > 0, let origin = manifest.origin, let sha256 = manifest.contentSHA256 else { return }
        let content = Content(report: manifest.report, day: manifest.day, origin: origin, sha256: sha256)
        seen[content, default: []].append((manifest.source, manifest.extractedAt))
    }

    /// Whether there is a pair of names, of which the runs' records must be asked.
    package var hasPairs: Bool { !days.isEmpty }

    /// Returns what is to be said of each pair of names in a directory. Sources of one set of `together` may hold the
    /// same: one pipeline file had both.
    package func problems(in directory: String, namedTogether together: [Set<String>]) -> [LakeProblem] {
        let pairs = days.filter { pair, _ in !together.contains { $0.isSuperset(of: [pair.old, pair.new]) } }
        return pairs.sorted { ($0.key.old, $0.key.new) < ($1.key.old, $1.key.new) }.map { names, count in
            LakeProblem(
                path: "report=*/source=\(names.new)",
                what:
                    "\(count) \(count.choosing("day has", "days have")) the same rows as in source=\(names.old), from "
                    + "the same server",
                renaming: .init(directory: directory, old: names.old, new: names.new))
        }
    }

    /// How many days each pair of names shares.
    private var days: [Names: Int] {
        var days: [Names: Int] = [:]
        for copies in seen.values where copies.count > 1 {
            let byAge = copies.sorted { ($0.extractedAt, $0.source) < ($1.extractedAt, $1.source) }.map(\.source)
            for (place, first) in byAge.enumerated() {
                for second in byAge[(place + 1)...] {
                    if let names = names(first, second) { days[names, default: 0] += 1 }
                }
            }
        }
        return days
    }

    /// Which of two names is the new one: the current one, or the one whose day was received later; nil for no pair.
    private func names(_ first: String, _ second: String) -> Names? {
        guard first != second else { return nil }
        if current.isEmpty { return Names(old: first, new: second) }
        guard current.contains(first) != current.contains(second) else { return nil }
        return current.contains(second) ? Names(old: first, new: second) : Names(old: second, new: first)
    }
}
