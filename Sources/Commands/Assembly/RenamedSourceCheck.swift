import ETL
import Engine
import FlatFiles
import PipelineFile

/// Finds sources that were renamed in the pipeline file: their days lie in the output folder under the old name.
struct RenamedSourceCheck {
    /// The folder as the pipeline file names it, for messages.
    private let directory: String
    private let path: String
    private let survey: OutputSurvey
    private let wanted: [WantedDays]
    /// All sources of the pipeline file, asked for or not.
    private let current: Set<String>

    /// A check of the days that a pipeline wants; nil where nothing was written yet.
    init?(of assembly: JobAssembly) throws {
        path = assembly.loader().options.directory
        guard let survey = try OutputSurvey(of: path) else { return nil }
        self.survey = survey
        directory = assembly.spec.load.directory
        wanted = try assembly.wanted()
        current = Set(assembly.spec.sources.map(\.name))
    }

    /// Returns a sentence for each source that seems to be renamed, with the command that moves its days.
    func warnings() throws -> [String] {
        let strangers = try strangers()
        guard !strangers.isEmpty else { return [] }
        var named: [Set<String>]?
        func together() throws -> [Set<String>] {
            let sets = try named ?? NamedSources.together(in: path)
            named = sets
            return sets
        }
        return try copied(strangers, together) + untouched(strangers, together)
    }

    /// The sources of each report that the pipeline file does not name.
    private func strangers() throws -> [String: [String]] {
        var strangers: [String: [String]] = [:]
        for report in Set(wanted.map(\.report)) {
            let names = try survey.sources(of: report).filter { !current.contains($0) }
            if !names.isEmpty { strangers[report] = names.sorted() }
        }
        return strangers
    }

    /// Sources whose days hold the same rows as wanted ones.
    private func copied(_ strangers: [String: [String]], _ together: () throws -> [Set<String>]) throws -> [String] {
        var sources = RenamedSources(current: current)
        for wanted in wanted {
            guard let others = strangers[wanted.report] else { continue }
            for source in others + [wanted.source] {
                for manifest in try manifests(of: wanted, source) { sources.add(manifest) }
            }
        }
        return try sources.problems(in: directory, named: together).map(\.description)
    }

    /// Sources that have none of the wanted days, where a source that the file no longer names has some from the same
    /// server by the same pipeline.
    private func untouched(
        _ strangers: [String: [String]], _ together: () throws -> [Set<String>]
    ) throws -> [String] {
        var counts: [String: [String: Int]] = [:]
        for (source, wanted) in Dictionary(grouping: wanted, by: \.source) {
            let all = wanted.filter { strangers[$0.report] != nil }
            guard try wanted.allSatisfy({ try manifests(of: $0, source).isEmpty }) else { continue }
            for wanted in all {
                for stranger in strangers[wanted.report] ?? [] {
                    let days = try manifests(of: wanted, stranger).count { manifest in
                        manifest.pipeline == wanted.provenance.pipeline && manifest.origin == wanted.provenance.origin
                    }
                    if days > 0 { counts[source, default: [:]][stranger, default: 0] += days }
                }
            }
        }
        guard !counts.isEmpty else { return [] }
        let sets = try together()
        return counts.sorted { $0.key < $1.key }.flatMap { source, strangers in
            strangers.filter { old, _ in !sets.contains { $0.isSuperset(of: [old, source]) } }
                .sorted { $0.key < $1.key }.map { old, days in sentence(old, source, days) }
        }
    }

    private func sentence(_ old: String, _ new: String, _ days: Int) -> String {
        "source \(new) has none of the asked days, and source \(old), which the pipeline file does not name, has "
            + "\(days) from the same server: if the source was renamed, run `wolkvox-etl relocate \(directory) --source "
            + "\(old)=\(new)`"
    }

    private func manifests(of wanted: WantedDays, _ source: String) throws -> [Manifest] {
        try wanted.days.compactMap { day in
            try survey.manifest(of: Partition(report: wanted.report, source: source, day: day))
        }
    }
}

extension CommandContext {
    /// Warns of sources that seem to be renamed; returns the warnings.
    @discardableResult func warnOfRenamedSources(_ assembly: JobAssembly) throws -> [String] {
        let warnings = try RenamedSourceCheck(of: assembly)?.warnings() ?? []
        for warning in warnings { warn(warning) }
        return warnings
    }

    /// Writes a warning to stderr.
    func warn(_ text: String) {
        terminal.errorLine((terminal.journal == nil ? "warning: " : "") + text, level: .warning)
    }
}
