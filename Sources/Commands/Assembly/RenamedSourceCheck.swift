import ETL
import Engine
import PipelineFile

/// Finds sources that were renamed in the pipeline file: their days lie in the output folder under the old name.
struct RenamedSourceCheck {
    /// The folder as the pipeline file names it, for messages.
    private let directory: String
    private let lake: any Lake
    private let wanted: [WantedDays]
    /// All sources of the pipeline file, asked for or not.
    private let current: Set<String>

    /// A check of the days that a pipeline wants.
    init(of assembly: JobAssembly) throws {
        lake = try assembly.lake()
        directory = assembly.spec.load.directory
        wanted = try assembly.wanted()
        current = Set(assembly.spec.sources.map(\.name))
    }

    /// Returns a sentence for each source that seems to be renamed, with the command that moves its days.
    func warnings() async throws -> [String] {
        let strangers = try await strangers()
        guard !strangers.isEmpty else { return [] }
        let copied = try await copied(strangers)
        let untouched = try await untouched(strangers)
        guard copied.hasPairs || !untouched.isEmpty else { return [] }
        let together = try await lake.sourcesNamedTogether()
        return copied.problems(in: directory, namedTogether: together).map(\.sentence)
            + untouched.sorted { $0.key < $1.key }.flatMap { source, strangers in
                strangers.filter { old, _ in !together.contains { $0.isSuperset(of: [old, source]) } }
                    .sorted { $0.key < $1.key }.map { old, days in sentence(old, renamed: source, days: days) }
            }
    }

    /// The sources of each report that the pipeline file does not name.
    private func strangers() async throws -> [String: [String]] {
        var strangers: [String: [String]] = [:]
        for report in Set(wanted.map(\.report)) {
            let names = try await lake.sources(of: report).filter { !current.contains($0) }
            if !names.isEmpty { strangers[report] = names.sorted() }
        }
        return strangers
    }

    /// Sources whose days hold the same rows as wanted ones.
    private func copied(_ strangers: [String: [String]]) async throws -> RenamedSources {
        var sources = RenamedSources(current: current)
        for wanted in wanted {
            guard let others = strangers[wanted.report] else { continue }
            for source in others + [wanted.source] {
                for manifest in try await manifests(of: wanted, source) { sources.add(manifest) }
            }
        }
        return sources
    }

    /// Sources that have none of the wanted days, where a source that the file no longer names has some from the same
    /// server by the same pipeline: how many, by both names.
    private func untouched(_ strangers: [String: [String]]) async throws -> [String: [String: Int]] {
        var counts: [String: [String: Int]] = [:]
        for (source, wanted) in Dictionary(grouping: wanted, by: \.source) {
            let all = wanted.filter { strangers[$0.report] != nil }
            guard try await hasNone(of: wanted, source) else { continue }
            for wanted in all {
                for stranger in strangers[wanted.report] ?? [] {
                    let days = try await manifests(of: wanted, stranger).count { manifest in
                        manifest.pipeline == wanted.provenance.pipeline && manifest.origin == wanted.provenance.origin
                    }
                    if days > 0 { counts[source, default: [:]][stranger, default: 0] += days }
                }
            }
        }
        return counts
    }

    private func hasNone(of wanted: [WantedDays], _ source: String) async throws -> Bool {
        for wanted in wanted where try await !manifests(of: wanted, source).isEmpty { return false }
        return true
    }

    private func sentence(_ old: String, renamed new: String, days: Int) -> String {
        "source \(new) has none of the asked days, and source \(old), which the pipeline file does not name, has "
            + "\(days) from the same server: if the source was renamed, run `wolkvox-etl relocate \(directory) --source "
            + "\(old)=\(new)`"
    }

    private func manifests(of wanted: WantedDays, _ source: String) async throws -> [Manifest] {
        var manifests: [Manifest] = []
        for day in wanted.days {
            let partition = Partition(report: wanted.report, source: source, day: day)
            if let manifest = try await lake.manifest(of: partition) { manifests.append(manifest) }
        }
        return manifests
    }
}

extension CommandContext {
    /// Warns of sources that seem to be renamed; returns the warnings.
    @discardableResult func warnOfRenamedSources(_ assembly: JobAssembly) async throws -> [String] {
        let warnings = try await RenamedSourceCheck(of: assembly).warnings()
        for warning in warnings { warn(warning) }
        return warnings
    }

    /// Writes a warning to stderr.
    func warn(_ text: String) {
        terminal.errorLine((terminal.journal == nil ? "warning: " : "") + text, level: .warning)
    }
}
