import ArgumentParser
import ByteScan
import ETL

/// `quarantine show`
struct QuarantineShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show rows in quarantine, with what is wrong with each.",
        discussion: HelpText.keepingExamples(
            """
            What is masked or hashed in the data is so here too.

            Examples:
              wolkvox-etl quarantine show output --report cdr_1 --limit 3
              wolkvox-etl quarantine show output --reason ambiguous_decimal --json
            """))

    @OptionGroup var filter: QuarantineFilter

    @Option(name: .long, help: ArgumentHelp("Only rows with this reason.", valueName: "reason"))
    var reason: String?

    @Option(name: .long, help: ArgumentHelp("So many rows at most; 0 for all.", valueName: "n"))
    var limit = 20

    @Flag(name: .long, help: "Print the lines of the quarantine files as they are.")
    var json = false

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit \(limit): give 0 or more.") }
    }

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            let lake = try context.lake(at: filter.directory)
            var shown = 0
            var more = 0
            for (partition, _) in try await filter.partitions(of: lake, context) {
                try await lake.forEachQuarantinedRow(of: partition) { row in
                    guard reason == nil || row.reason == reason else { return }
                    guard limit == 0 || shown < limit else {
                        more += 1
                        return
                    }
                    shown += 1
                    show(row, of: partition, context)
                }
            }
            if more > 0 { context.terminal.errorLine("\(more.grouped) more; --limit 0 shows all") }
        }
    }

    private func show(_ row: QuarantinedRow, of partition: Partition, _ context: CommandContext) {
        if json { return context.terminal.json(String(decoding: row.line, as: UTF8.self)) }
        context.terminal.line("\(partition.report) of \(partition.source) on \(partition.day): \(row.shown)")
        guard row.isObject, let members = JSONParts(row.row[...]).members else {
            return context.terminal.line("  \(Example.shown(String(decoding: row.row, as: UTF8.self)))")
        }
        let lines = members.map { (key: Example.shown($0.key), value: Example.shown($0.value.shown)) }
        let width = lines.map(\.key.count).max() ?? 0
        for line in lines {
            let padding = String(repeating: " ", count: width - line.key.count)
            context.terminal.line("  \(line.key)\(padding)  \(line.value)")
        }
    }
}
