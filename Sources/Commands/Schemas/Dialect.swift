import ArgumentParser
import ETL
import FlatFiles

/// The language in which an engine is told what a report's files are.
protocol Dialect: Sendable {
    /// What `--dialect` calls it.
    var name: String { get }
    /// Whether the engine is told of partitions, because it does not list folders.
    var isToldOfPartitions: Bool { get }

    /// Returns the definition of a table as the engine takes it; nil for files in a format that it is not known to read.
    func definition(of table: LakeTable) throws -> VerbOutput?

    /// Returns what a person must know of a table that the engine cannot read as it is, in sentences.
    func remarks(on table: LakeTable) -> [String]

    /// Returns what tells the engine of the partitions that are there; nil for files in a format that it is not known to
    /// read, and for an engine that finds them by itself.
    func partitions(_ kind: PartitionKind, of table: LakeTable, there: PartitionsThere) throws -> VerbOutput?
}

extension Dialect {
    var isToldOfPartitions: Bool { false }

    func remarks(on table: LakeTable) -> [String] { [] }

    func partitions(_ kind: PartitionKind, of table: LakeTable, there: PartitionsThere) throws -> VerbOutput? { nil }
}

/// All dialects: another one is a file beside this one and a line here.
enum Dialects {
    static let all: [any Dialect] = [
        DuckDBDialect(), SparkDialect(), AthenaDialect(), TrinoDialect(), BigQueryDialect(), ClickHouseDialect(),
        JSONSchemaDialect(),
    ]
}

/// A dialect by its name.
struct DialectChoice: ExpressibleByArgument {
    let dialect: any Dialect

    init?(argument: String) {
        guard let dialect = Dialects.all.first(where: { $0.name == argument }) else { return nil }
        self.dialect = dialect
    }

    static var allValueStrings: [String] { Dialects.all.map(\.name) }
}

/// How an engine that does not list folders learns of partitions.
enum PartitionKind: String, ExpressibleByArgument, CaseIterable {
    /// It is told the rule by which they are named.
    case projection
    /// It is told each of them.
    case list
}

/// The partitions of a report that a lake has.
struct PartitionsThere {
    /// Those with rows, by source and day.
    let partitions: [Partition]
    /// All sources that have a day, with rows or without, sorted.
    let sources: [String]
    /// The first day, with rows or without; nil if there is none.
    let firstDay: Day?

    /// The partitions of a report among those of a listing, and the sources that a pipeline file names.
    init(of report: String, in listing: LakeListing, sources named: [String] = []) {
        let manifests = listing.manifests.filter { $0.report == report }
        let all = manifests.compactMap(\.partition)
        partitions = manifests.filter { $0.file != nil }.compactMap(\.partition).sorted()
        sources = Set(all.map(\.source) + named).sorted()
        firstDay = all.map(\.day).min()
    }
}

/// How the rows of a format lie in a file, as engines know it.
enum FileForm {
    /// A JSON object a line.
    case jsonLines
    /// RFC 4180 with a header.
    case csv
}

extension RowFormat {
    /// What engines know of the format; nil for one that they are not known to read.
    var fileForm: FileForm? { Self.fileForms[self] }

    private static let fileForms: [RowFormat: FileForm] = [.ndjson: .jsonLines, .csv: .csv]
}
