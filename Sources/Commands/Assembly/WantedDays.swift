import ETL
import PipelineFile
import Transforms
import Wolkvox

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
            pipeline: spec.name, origin: try BaseURL(source.endpoint.baseURL).origin,
            recipe: try recipe ?? self.recipe(of: report, source))
    }

    /// What shapes the files of a report: the same for all sources of one zone and one decimal separator.
    func recipe(of report: ReportSpec, _ source: SourceSpec) throws -> String {
        let definition = try definition(of: report)
        var transforms = ReportTransforms(
            try definition.typedColumns(unknownFields: spec.quality.unknownFields))
        try transforms.add(own: report.transforms, shared: spec.transforms)
        return Recipe(
            definition: definition, report: report, source: source, transforms: transforms.stages,
            load: spec.load(of: report.name), quality: spec.quality
        ).fingerprint
    }
}
