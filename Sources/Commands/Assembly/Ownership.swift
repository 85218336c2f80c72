import ETL
import Engine
import PipelineFile

/// Whether the wanted days of an output folder are a pipeline's own.
struct Ownership {
    /// The folder as the pipeline file names it, for messages.
    let directory: String
    let lake: any Lake
    let wanted: [WantedDays]
    /// The days that the pipeline would make in another way now.
    private(set) var stale: [Partition] = []
    /// A day whose manifest names another source.
    private var misplaced: (partition: Partition, source: String)?
    /// The days of another origin or pipeline, by what of the pipeline would replace them and whose they are.
    private var foreign: [Claim: [Day]] = [:]

    private struct Claim: Hashable {
        let report: String
        let source: String
        let owner: Provenance
    }

    /// Looks at the wanted days.
    init(of assembly: JobAssembly) async throws {
        lake = try assembly.lake()
        directory = assembly.spec.load.directory
        wanted = try assembly.wanted()
        // Hundreds of sources have tens of thousands of manifests: only what matters of each is kept.
        for wanted in wanted {
            for partition in wanted.partitions {
                guard let manifest = try await lake.manifest(of: partition) else { continue }
                note(manifest, of: partition, own: wanted.provenance)
            }
        }
    }

    private mutating func note(_ manifest: Manifest, of partition: Partition, own: Provenance) {
        if manifest.source != partition.source, misplaced.map({ partition < $0.partition }) ?? true {
            misplaced = (partition, manifest.source)
        }
        switch own.standing(of: manifest.provenance) {
        case .current: break
        case .stale: stale.append(partition)
        case .foreign:
            guard let owner = manifest.provenance else { return }
            let claim = Claim(report: partition.report, source: partition.source, owner: owner)
            foreign[claim, default: []].append(partition.day)
        }
    }

    /// Refuses a folder whose days the pipeline would mix with its own.
    ///
    /// - Throws: ``Failure`` with the days that are another's, or that lie in a layout that is no longer written.
    func check(takingOver: Bool) async throws {
        let outdated = try await lake.outdatedDays()
        if let first = outdated.first {
            throw Failure(
                .configuration,
                "\(directory) has \(outdated.count.counted("day")) in the layout of version 0.1, such as \(first)",
                advice: "Move \(outdated.count == 1 ? "it" : "them") with `wolkvox-etl relocate \(directory)`, "
                    + "which makes no call")
        }
        if let (partition, source) = misplaced {
            throw Failure(
                .configuration,
                "The manifest of \(partition) in \(directory) says that the day is of source \(source)",
                advice: "Finish a renaming with `wolkvox-etl relocate \(directory) --source "
                    + "\(partition.source)=\(source)`, or move the folder back")
        }
        if !takingOver { try refuseForeign() }
    }

    private func refuseForeign() throws {
        let claims = foreign.map { sentence($0, $1) }
        guard let first = claims.min() else { return }
        let own = wanted.first.map { "pipeline \($0.provenance.pipeline) from \($0.provenance.origin)" } ?? ""
        throw Failure(
            .configuration, "\(directory) holds days that are not \(own): \(first)",
            advice: "Write to another folder (load.to), give the source another name, or make those days this "
                + "pipeline's own with --take-over",
            details: Array(claims.sorted().dropFirst()))
    }

    private func sentence(_ claim: Claim, _ days: [Day]) -> String {
        let first = days.min().map { "\($0)" } ?? ""
        let last = days.max().map { "\($0)" } ?? ""
        let range = first == last ? first : "\(first) to \(last)"
        return "\(days.count.counted("day")) of \(claim.report) of \(claim.source) (\(range)) "
            + "by pipeline \(claim.owner.pipeline) from \(claim.owner.origin)"
    }
}
