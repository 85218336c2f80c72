import ETL
import Engine
import PipelineFile
import Transforms
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
        let zone = try rules(of: source, around: now)
        return try scope.days.days(in: spec.window, today: zone.localTime(atInstant: now).day)
    }

    /// How a source's zone counts time around an instant, in seconds since 1970-01-01T00:00:00Z.
    func rules(of source: SourceSpec, around instant: Int64) throws -> ZoneRules {
        let day = Day(number: Int32(instant / 86_400))
        return try rules(of: source, covering: day.advanced(by: -1)...day.advanced(by: 1))
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

/// The days that a pipeline file asks for of one report of one source, and how it would make them.
struct WantedDays {
    let report: String
    let source: String
    let days: ClosedRange<Day>
    let provenance: Provenance

    var partitions: [Partition] { days.map { Partition(report: report, source: source, day: $0) } }
}

extension JobAssembly {
    /// The days that are wanted, for each source the reports in the file's order. No token is read for them.
    func wanted() throws -> [WantedDays] {
        let reports = try reports()
        return try sourceSpecs().flatMap { source in
            let days = try days(of: source)
            return try reports.map {
                WantedDays(
                    report: $0.name, source: source.name, days: days, provenance: try provenance(of: $0, source))
            }
        }
    }

    /// Where the rows of a report come from, and what shapes its files; `recipe` is known already, or made.
    func provenance(of report: ReportSpec, _ source: SourceSpec, recipe: String? = nil) throws -> Provenance {
        Provenance(
            pipeline: spec.name, origin: try origin(of: source), recipe: try recipe ?? self.recipe(of: report, source))
    }

    /// The server that a source's rows come from.
    func origin(of source: SourceSpec) throws -> String { try BaseURL(source.endpoint.baseURL).origin }

    /// What shapes the files of a report: the same for all sources whose settings shape it in the same way.
    func recipe(of report: ReportSpec, _ source: SourceSpec) throws -> String {
        let definition = try definition(of: report, from: source)
        var transforms = ReportTransforms(
            try definition.typedColumns(unknownFields: spec.quality.unknownFields))
        try transforms.add(own: report.transforms, shared: spec.transforms)
        return Recipe(
            definition: definition, report: report, source: source, transforms: transforms.stages,
            load: spec.load(of: report.name), quality: spec.quality
        ).fingerprint
    }
}
