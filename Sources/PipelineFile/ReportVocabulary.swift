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

        package init(name: String, isRequired: Bool, acceptsAll: Bool) {
            self.name = name
            self.isRequired = isRequired
            self.acceptsAll = acceptsAll
        }
    }

    package struct Report: Sendable {
        package var name: String
        /// Every column that a transform may name, derived ones included.
        package var fields: [String]
        package var parameters: [Parameter]
        package var grain: Grain

        package init(name: String, fields: [String], parameters: [Parameter] = [], grain: Grain) {
            self.name = name
            self.fields = fields
            self.parameters = parameters
            self.grain = grain
        }
    }

    package var reports: [Report]
    /// What a report that the file defines is to the rest of the file.
    package var describe: @Sendable (DefinitionSpec) -> Result<Report, UnsoundDefinition> = Self.plainly
    package var isKnownZone: @Sendable (String) -> Bool
    package var zoneNames: @Sendable () -> [String]

    package init(
        reports: [Report],
        isKnownZone: @escaping @Sendable (String) -> Bool = Self.isRegionalZone,
        zoneNames: @escaping @Sendable () -> [String] = { TimeZone.knownTimeZoneIdentifiers }
    ) {
        self.reports = reports
        self.isKnownZone = isKnownZone
        self.zoneNames = zoneNames
    }

    /// Adds a report that a file defines by itself, which comes before the catalogue's of the same name.
    mutating func add(_ report: Report) {
        reports.removeAll { $0.name == report.name }
        reports.append(report)
    }

    func report(named name: String) -> Report? {
        reports.first { $0.name == name }
    }

    /// Foundation also takes abbreviations and offsets (`EST`, `GMT+5`), which know nothing of changes of the clock.
    package static func isRegionalZone(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { ASCIIText.isLetterOrDigit($0) || "/_+-".utf8.contains($0) }
        return name == "UTC" || (isPlain && name.contains("/") && TimeZone(identifier: name) != nil)
    }
}
