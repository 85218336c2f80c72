import ETL
import Engine
import PipelineFile
import Wolkvox

/// Which reports, sources and days of the pipeline file the scope asks for.
extension JobAssembly {
    /// The sources that are wanted, with their tokens.
    func sources() throws -> [(spec: SourceSpec, settings: SourceSettings)] {
        try sourceSpecs().map { ($0, try SourceSettings($0, of: file, in: context)) }
    }

    /// The sources that are wanted.
    func sourceSpecs() throws -> [SourceSpec] {
        try check(scope.sources, among: spec.sources.map(\.name), what: "source")
        return spec.sources.filter { scope.sources.isEmpty || scope.sources.contains($0.name) }
    }

    /// The reports that are wanted.
    func reports() throws -> [ReportSpec] {
        try check(scope.reports, among: spec.reports.map(\.name), what: "report")
        return spec.reports.filter { scope.reports.isEmpty || scope.reports.contains($0.name) }
    }

    /// The days that are wanted, by the source's clock.
    func days(of source: SourceSpec) throws -> ClosedRange<Day> {
        let now = context.now()
        let rough = Day(number: Int32(now / 86_400))
        let zone = try rules(of: source, covering: rough...rough)
        return try DaySelection(window: spec.window, request: scope.days)
            .days(today: zone.localTime(atInstant: now).day)
    }

    /// How a source's zone counts time on some days.
    func rules(of source: SourceSpec, covering days: ClosedRange<Day>) throws -> ZoneRules {
        guard let rules = ZoneRules(identifier: source.timeZone, covering: days) else {
            throw Failure(
                .configuration, "'\(source.timeZone)' is not a time zone",
                advice: "Write an IANA name such as America/Bogota as the time_zone of '\(source.name)'")
        }
        return rules
    }

    private func check(_ wanted: [String], among known: [String], what: String) throws {
        for name in wanted where !known.contains(name) {
            throw Failure(
                .usage, "--\(what) \(name): the pipeline file has no such \(what)",
                advice: "It has \(known.joined(separator: ", "))")
        }
    }
}
