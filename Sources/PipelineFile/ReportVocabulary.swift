import Foundation

/// What a pipeline file may name: the reports with their fields and parameters, and the time zones.
package struct ReportVocabulary: Sendable {
    package enum Grain: Sendable {
        case event
        case total
        case bucket
    }

    package struct Parameter: Sendable {
        package var name: String
        package var isRequired: Bool
        package var acceptsAll: Bool
        /// The values that it takes; empty where they cannot be listed.
        package var values: [String]

        package init(name: String, isRequired: Bool, acceptsAll: Bool, values: [String] = []) {
            self.name = name
            self.isRequired = isRequired
            self.acceptsAll = acceptsAll
            self.values = values
        }
    }

    package struct Report: Sendable {
        package var name: String
        /// Every column that a transform may name, derived ones included.
        package var fields: [String]
        package var parameters: [Parameter]
        package var grain: Grain
        /// Walks through transforms, the report's own and then the pipeline's, and tells what it finds.
        package var examine: @Sendable (_ own: [TransformSpec], _ shared: [TransformSpec]) -> [TransformFinding]
        /// The columns that it is written with after transforms, its own and then the pipeline's; nil when they can't be
        /// told.
        package var columns: @Sendable (_ own: [TransformSpec], _ shared: [TransformSpec]) -> [Column]?

        package init(
            name: String, fields: [String], parameters: [Parameter] = [], grain: Grain,
            columns: @escaping @Sendable ([TransformSpec], [TransformSpec]) -> [Column]? = { _, _ in nil },
            examine: @escaping @Sendable ([TransformSpec], [TransformSpec]) -> [TransformFinding] = { _, _ in [] }
        ) {
            self.name = name
            self.fields = fields
            self.parameters = parameters
            self.grain = grain
            self.examine = examine
            self.columns = columns
        }

        /// The columns that it is written with; their types where they are known.
        func written(own: [TransformSpec], shared: [TransformSpec]) -> [Column] {
            columns(own, shared) ?? fields.map { Column(name: $0, type: nil) }
        }
    }

    package enum ColumnType: Sendable {
        case text, integer, decimal, timestamp, day, json
    }

    /// A column as it is written.
    package struct Column: Sendable {
        package var name: String
        /// Nil when it isn't known.
        package var type: ColumnType?

        package init(name: String, type: ColumnType?) {
            self.name = name
            self.type = type
        }
    }

    /// The names of all reports.
    package private(set) var names: [String]
    private let lookUp: @Sendable (String) -> Report?
    /// Reports that a file defines by itself.
    private var own: [String: Report] = [:]
    /// What a report that the file defines is to the rest of the file.
    package var describe: @Sendable (DefinitionSpec) -> Result<Report, UnsoundDefinition> = Self.plainly
    package var isKnownZone: @Sendable (String) -> Bool
    package var zoneNames: @Sendable () -> [String]

    /// - Parameters:
    ///   - names: the names of all reports.
    ///   - isKnownZone: whether there is such a time zone.
    ///   - zoneNames: what to suggest instead of one that isn't.
    ///   - report: what is known of a report, asked for those only that a file names.
    package init(
        names: [String],
        isKnownZone: @escaping @Sendable (String) -> Bool = Self.isRegionalZone,
        zoneNames: @escaping @Sendable () -> [String] = { TimeZone.knownTimeZoneIdentifiers },
        report: @escaping @Sendable (String) -> Report?
    ) {
        self.names = names
        self.isKnownZone = isKnownZone
        self.zoneNames = zoneNames
        lookUp = report
    }

    package init(
        reports: [Report],
        isKnownZone: @escaping @Sendable (String) -> Bool = Self.isRegionalZone,
        zoneNames: @escaping @Sendable () -> [String] = { TimeZone.knownTimeZoneIdentifiers }
    ) {
        self.init(names: reports.map(\.name), isKnownZone: isKnownZone, zoneNames: zoneNames) { name in
            reports.first { $0.name == name }
        }
    }

    /// Adds a report that a file defines by itself, which comes before the catalogue's of the same name.
    mutating func add(_ report: Report) {
        if !names.contains(report.name) { names.append(report.name) }
        own[report.name] = report
    }

    package func report(named name: String) -> Report? { own[name] ?? lookUp(name) }

    /// Foundation also takes abbreviations and offsets (`EST`, `GMT+5`), which know nothing of changes of the clock.
    package static func isRegionalZone(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "/_+-".utf8.contains($0) }
        return name == "UTC" || (isPlain && name.contains("/") && TimeZone(identifier: name) != nil)
    }
}
