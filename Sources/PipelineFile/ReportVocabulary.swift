public import ETL
import Foundation
import Settings
import Transforms

/// What a pipeline file may name: the reports, the lists of values that sources have, and the time zones.
public struct ReportVocabulary: Sendable {
    /// The names of all reports.
    package private(set) var names: [String]
    /// The lists that values of parameters can be taken from.
    let lists: [ListedValues]
    private let lookUp: @Sendable (String) -> ReportDefinition?
    /// Reports that a file defines by itself.
    private var own: [String: ReportDefinition] = [:]
    package var isKnownZone: @Sendable (String) -> Bool
    package var zoneNames: @Sendable () -> [String]

    /// - Parameters:
    ///   - names: the names of all reports.
    ///   - lists: the lists that values of parameters can be taken from.
    ///   - isKnownZone: whether there is such a time zone.
    ///   - zoneNames: what to suggest instead of one that isn't.
    ///   - report: the definition of a report, asked for those only that a file names.
    package init(
        names: [String], lists: [ListedValues],
        isKnownZone: @escaping @Sendable (String) -> Bool = Self.isRegionalZone,
        zoneNames: @escaping @Sendable () -> [String] = { TimeZone.knownTimeZoneIdentifiers },
        report: @escaping @Sendable (String) -> ReportDefinition?
    ) {
        self.names = names
        self.lists = lists
        self.isKnownZone = isKnownZone
        self.zoneNames = zoneNames
        lookUp = report
    }

    /// The reports of a list, lists of values, and the time zones of the system.
    public init(_ reports: [ReportDefinition] = [], lists: [ListedValues] = []) {
        self.init(names: reports.map(\.name), lists: lists) { name in reports.first { $0.name == name } }
    }

    /// Adds a report that a file defines by itself, which comes before the catalogue's of the same name.
    mutating func add(_ report: ReportDefinition) {
        if !names.contains(report.name) { names.append(report.name) }
        own[report.name] = report
    }

    /// A report with the columns that typing leaves; nil for one that there is not.
    func report(named name: String) -> TypedReport? {
        (own[name] ?? lookUp(name)).flatMap { try? TypedReport($0) }
    }

    /// Foundation also takes abbreviations and offsets (`EST`, `GMT+5`), which know nothing of changes of the clock.
    package static func isRegionalZone(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "/_+-".utf8.contains($0) }
        return name == "UTC" || (isPlain && name.contains("/") && TimeZone(identifier: name) != nil)
    }
}

/// A report with the columns that a transform may name, derived ones included.
struct TypedReport {
    let definition: ReportDefinition
    let columns: Schema

    var name: String { definition.name }

    /// - Throws: ``ETLError`` if a column that is derived has the name of another.
    init(_ definition: ReportDefinition) throws {
        self.definition = definition
        columns = try definition.typedColumns()
    }

    /// The columns that it is written with behind transforms; those before them where the transforms don't suit.
    func written(own: [any ConfiguredTransformer], shared: [any ConfiguredTransformer]) -> [Field] {
        var way = ReportTransforms(columns)
        return (try? way.add(own: own, shared: shared)) == nil ? columns.fields : way.schema.fields
    }
}
