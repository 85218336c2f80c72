import ArgumentParser
import ETL

/// `relocate`
struct Relocate: Verb {
    static let configuration = CommandConfiguration(
        verb: "relocate",
        abstract: "Move the days of an older layout into today's, or of a source to its new name, without a call.",
        discussion: """
            Days of version 0.1 lie at report=…/day=…; since then they lie at report=…/source=…/day=…, for one source and
            for many. Each day moves with one rename, and its data keep their bytes. It may be interrupted and run again.

            Examples:
              wolkvox-etl relocate output/lake
              wolkvox-etl relocate output/lake --source main=bogota
            """)

    @Argument(help: "The folder or s3://bucket/prefix that a pipeline writes to.")
    var directory: String

    @Option(
        name: .long,
        help: ArgumentHelp("Move the days of a source that was renamed.", valueName: "old=new"))
    var source: Renaming?

    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false

    /// A source's old and new name, written `old=new`.
    struct Renaming: ExpressibleByArgument, Sendable {
        let old: String
        let new: String

        init?(argument: String) {
            let names = argument.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard names.count == 2, !names[0].isEmpty, !names[1].isEmpty, names[0] != names[1] else { return nil }
            (old, new) = (names[0], names[1])
        }
    }

    struct Document: Codable, VerbResult {
        var formatVersion = 1
        var moved: Int
        var merged: Int
        var left: [String]

        func lines(width: Int?) -> [String] {
            let removed = merged == 0 ? "" : ", \(merged.counted("copy", plural: "copies")) removed"
            return left + ["\(moved.counted("day")) moved\(removed), \(left.count) left"]
        }
    }

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        let lake = try context.lake(at: directory)
        let report =
            if let source { try await lake.rename(source: source.old, to: source.new) } else {
                try await lake.moveOutdatedDays()
            }
        let left = report.left.map(\.description)
        return VerbOutcome(
            Document(moved: report.moved, merged: report.merged, left: left),
            failure: left.isEmpty
                ? nil
                : Failure(
                    .data, "\(left.count.counted("day")) could not be moved",
                    advice: "Remove what is not needed of the folders above, then run the same command again"))
    }
}
