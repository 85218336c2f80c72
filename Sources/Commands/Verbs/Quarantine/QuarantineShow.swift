import ArgumentParser
import ByteScan
import ETL

/// `quarantine show`
struct QuarantineShow: Verb {
    static let configuration = CommandConfiguration(
        verb: "show", abstract: "Show rows in quarantine, with what is wrong with each.",
        discussion: """
            What is masked or hashed in the data is so here too.

            Examples:
              wolkvox-etl quarantine show output --report cdr_1 --limit 3
              wolkvox-etl quarantine show output --reason ambiguous_decimal --json
            """)

    @OptionGroup var filter: QuarantineFilter

    @Option(name: .long, help: ArgumentHelp("Only rows with this reason.", valueName: "reason"))
    var reason: String?

    @Option(name: .long, help: ArgumentHelp("The most rows to show; 0 for all.", valueName: "n"))
    var limit = 20

    @Flag(name: .long, help: "Print the lines of the quarantine files as they are.")
    var json = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit \(limit): give 0 or more.") }
    }

    /// One of the rows.
    private struct Shown: VerbResult {
        let partition: Partition
        let row: QuarantinedRow

        func lines(width: Int?) -> [String] {
            let head = "\(partition): \(row.shown)"
            guard row.isObject, let members = JSONParts(row.row[...]).members else {
                return [head, "  \(Example.shown(String(decoding: row.row, as: UTF8.self)))"]
            }
            let cells = members.map { (key: Example.shown($0.key), value: Example.shown($0.value.shown)) }
            let longest = cells.map { DisplayWidth.columns($0.key) }.max() ?? 0
            return [head] + cells.map { "  \(DisplayWidth.padded($0.key, to: longest))  \($0.value)" }
        }

        func forEachPieceOfJSON(_ body: (String) throws -> Void) throws {
            try body(String(decoding: row.line, as: UTF8.self) + "\n")
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let lake = try context.lake(at: filter.directory)
        var shown = 0
        var more = 0
        for (partition, _) in try await filter.partitions(of: lake, context) {
            // There may be more rows than memory holds.
            try await lake.forEachQuarantinedRow(of: partition) { row in
                guard reason == nil || row.reason == reason else { return }
                guard limit == 0 || shown < limit else {
                    more += 1
                    return
                }
                shown += 1
                try context.terminal.show(Shown(partition: partition, row: row), asJSON: json)
            }
        }
        if more > 0 { context.terminal.errorLine("\(more.grouped) more; --limit 0 shows all") }
        return VerbOutcome()
    }
}
