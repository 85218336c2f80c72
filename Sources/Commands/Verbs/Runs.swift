import ArgumentParser
import ETL

/// `runs`
struct Runs: Verb {
    static let configuration = CommandConfiguration(
        verb: "runs",
        abstract: "List the last runs, or explain one of them in plain words.",
        discussion: """
            Newest first. With the id of a run (its beginning is enough, and `last` is the newest): what was asked, what
            came, what failed, and the command that mends it.

            Examples:
              wolkvox-etl runs output/lake
              wolkvox-etl runs pipelines/nightly.yaml last
            """)

    @Argument(help: "A pipeline file, or the folder or s3://bucket/prefix that it writes to.")
    var place: String

    @Argument(help: "The run to explain: its id, the beginning of it, or `last`.")
    var id: String?

    @Option(name: .long, help: ArgumentHelp("That many runs at most; 0 for all.", valueName: "n"))
    var limit = 20

    @Flag(name: .long, help: "Print the runs as JSON.")
    var json = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit \(limit): give 0 or more.") }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let target = try Target(place, context)
        return if let id { try await explain(id, target) } else { try await list(target) }
    }

    private func list(_ target: Target) async throws -> VerbOutcome {
        let history = try await RunHistory(of: target.lake)
        let runs = limit == 0 ? history.runs : Array(history.runs.prefix(limit))
        return VerbOutcome(
            RunsTable(runs: runs, damaged: history.damaged), warnings: history.warnings)
    }

    private func explain(_ id: String, _ target: Target) async throws -> VerbOutcome {
        var found: [StoredRun] = []
        let history = try await RunHistory(of: target.lake) { run in
            guard id == "last" || run.id.hasPrefix(id) else { return }
            // One is enough, and of a beginning that fits many the newest is named.
            if found.isEmpty || (id == "last" && run.isNewer(than: found[0])) {
                found = [run]
            } else if id != "last" {
                found.append(run)
            }
        }
        let exact = found.filter { $0.id == id }
        let matches = exact.isEmpty ? found : exact
        guard let run = matches.first, matches.count == 1 else {
            let known = history.runs.first.map { "the newest is \($0.id); " } ?? ""
            throw Failure(
                .usage,
                matches.isEmpty
                    ? "\(place) has no run \(id)"
                    : "\(matches.count.counted("run")) of \(place) begin with \(id)",
                advice: "Give one of the ids that `wolkvox-etl runs \(place)` lists: \(known)`last` names it too")
        }
        let open = try await stillOpen(run, target: target, history: history)
        let explanation = RunExplanation(run: run, open: open, fill: target.commands(for: open, by: history))
        return VerbOutcome(explanation, warnings: history.warnings)
    }

    /// The days that the run did not get and no later one has made.
    private func stillOpen(_ run: StoredRun, target: Target, history: RunHistory) async throws -> [Partition] {
        var open: [Partition] = []
        for ending in run.endings where ending.isUnwell {
            guard let partition = ending.partition else { continue }
            let manifest = try await target.lake.manifest(of: partition)
            let isMissing = manifest.map { $0.state == .suspect } ?? true
            if isMissing || history.hasFailed(partition, extractedAt: manifest?.extractedAt) { open.append(partition) }
        }
        return open
    }
}
