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
        try wanted(scope.sources, of: spec.sources, by: \.name, what: "source")
    }

    /// The reports that are wanted.
    func reports() throws -> [ReportSpec] {
        try wanted(scope.reports, of: spec.reports, by: \.name, what: "report")
    }

    /// Those of some things that have the names, or all where there are none.
    private func wanted<Thing>(
        _ names: [String], of all: [Thing], by name: (Thing) -> String, what: String
    ) throws -> [Thing] {
        let known = all.map(name)
        for name in names where !known.contains(name) {
            throw Failure(
                .usage, "--\(what) \(name): the pipeline file has no such \(what)",
                advice: "It has \(known.joined(separator: ", "))")
        }
        return all.filter { names.isEmpty || names.contains(name($0)) }
    }

    /// The days that are wanted, by the source's clock.
    func days(of source: SourceSpec) throws -> ClosedRange<Day> {
        let now = context.now()
        let rough = Day(number: Int32(now / 86_400))
        let zone = try rules(of: source, covering: rough...rough)
        return try scope.days.days(in: spec.window, today: zone.localTime(atInstant: now).day)
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
}
