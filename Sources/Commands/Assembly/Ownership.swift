import ETL
import Engine
import FlatFiles
import PipelineFile

/// Whether the wanted days of an output folder are a pipeline's own.
struct Ownership {
    /// The folder as the pipeline file names it, for messages.
    let directory: String
    let survey: OutputSurvey
    let wanted: [WantedDays]
    /// What each wanted partition's manifest says, where there is one.
    private let manifests: [Partition: Manifest]

    /// Looks at the wanted days; nil where nothing was written yet.
    init?(of assembly: JobAssembly) throws {
        let path = assembly.loader().options.directory
        guard let survey = try OutputSurvey(of: path) else { return nil }
        self.survey = survey
        directory = assembly.spec.load.directory
        wanted = try assembly.wanted()
        var manifests: [Partition: Manifest] = [:]
        for partition in wanted.flatMap(\.partitions) { manifests[partition] = try survey.manifest(of: partition) }
        self.manifests = manifests
    }

    /// Refuses a folder whose days the pipeline would mix with its own.
    ///
    /// - Throws: ``Failure`` with the days that are another's, or that lie in a layout that is no longer written.
    func check(takingOver: Bool) throws {
        let outdated = try survey.outdatedDays()
        if let first = outdated.first {
            throw Failure(
                .configuration,
                "\(directory) has \(counted(outdated.count, "day")) in the layout of version 0.1, such as \(first)",
                advice: "Move \(outdated.count == 1 ? "it" : "them") with `wolkvox-etl relocate \(directory)`, "
                    + "which makes no call")
        }
        if let (partition, manifest) = manifests.filter({ $0.key.source != $0.value.source }).min(by: {
            $0.key < $1.key
        }) {
            throw Failure(
                .configuration,
                "The manifest of \(partition) in \(directory) says that the day is of source \(manifest.source)",
                advice: "Finish a renaming with `wolkvox-etl relocate \(directory) --source "
                    + "\(partition.source)=\(manifest.source)`, or move the folder back")
        }
        if !takingOver { try refuseForeign() }
    }

    private func refuseForeign() throws {
        var claims: [String] = []
        for wanted in wanted {
            let foreign = wanted.partitions.compactMap { partition -> (Day, Provenance)? in
                guard let theirs = manifests[partition]?.provenance, wanted.provenance.standing(of: theirs) == .foreign
                else { return nil }
                return (partition.day, theirs)
            }
            for (theirs, days) in Dictionary(grouping: foreign, by: \.1).mapValues({ $0.map(\.0) }) {
                claims.append(claim(wanted, theirs, days))
            }
        }
        guard let first = claims.min() else { return }
        let own = wanted.first.map { "pipeline \($0.provenance.pipeline) from \($0.provenance.origin)" } ?? ""
        throw Failure(
            .configuration, "\(directory) holds days that are not \(own): \(first)",
            advice: "Write to another folder (load.to), give the source another name, or make those days this "
                + "pipeline's own with --take-over",
            details: Array(claims.sorted().dropFirst()))
    }

    private func claim(_ wanted: WantedDays, _ theirs: Provenance, _ days: [Day]) -> String {
        let first = days.min().map { "\($0)" } ?? ""
        let last = days.max().map { "\($0)" } ?? ""
        let range = first == last ? first : "\(first) to \(last)"
        return "\(counted(days.count, "day")) of \(wanted.report) of \(wanted.source) (\(range)) "
            + "by pipeline \(theirs.pipeline) from \(theirs.origin)"
    }

    /// The days that the pipeline would make in another way now.
    var stale: [Partition] {
        wanted.flatMap { wanted in
            wanted.partitions.filter { partition in
                manifests[partition].map { wanted.provenance.standing(of: $0.provenance) == .stale } ?? false
            }
        }
    }

    /// What is to be said of sources whose days hold the same rows as wanted ones: a source that was renamed. Two of the
    /// sources that the pipeline file has `named` may hold the same.
    func twins(named: [String]) throws -> [String] {
        var found: [String: Set<Day>] = [:]
        for partition in manifests.keys {
            guard let own = try survey.manifest(of: partition), own.rows > 0, own.origin != nil else { continue }
            for other in try survey.others(than: partition)
            where other.contentSHA256 == own.contentSHA256 && other.origin == own.origin
                && !named.contains(other.source)
            {
                found["\(other.source)=\(partition.source)", default: []].insert(partition.day)
            }
        }
        return found.sorted { $0.key < $1.key }.map { names, days in
            let parts = names.split(separator: "=")
            return
                "sources \(parts[0]) and \(parts[1]) hold the same rows of \(counted(days.count, "day")) in \(directory): "
                + "if the source was renamed, run `wolkvox-etl relocate \(directory) --source \(names)`"
        }
    }
}
