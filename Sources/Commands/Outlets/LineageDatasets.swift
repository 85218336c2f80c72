import ETL
import Engine
import PipelineFile
import Transforms
import Wolkvox

/// The datasets that a pipeline reads and writes, as OpenLineage names them.
struct LineageDatasets {
    let assembly: JobAssembly

    /// The most sources whose fields are named: those of more would fill the events.
    private static let sourcesWithColumns = 10

    /// The reports of each source's server.
    func inputs() throws -> [LineageEvent.Dataset] {
        let reports = try assembly.reports()
        return try assembly.sourceSpecs().flatMap { source in
            try reports.map { report in
                let definition = try assembly.definition(of: report)
                let columns = Columns(fields: definition.fields.map { Columns.Column(name: $0.name, type: "text") })
                return LineageEvent.Dataset(
                    namespace: try namespace(of: source), name: report.name, facets: .init(schema: Facet(columns)))
            }
        }
    }

    /// The folder of each report: never a day, which is in the facets of a run's end, and never a source.
    func outputs() throws -> [LineageEvent.Dataset] {
        let sources = try assembly.sourceSpecs()
        return try assembly.reports().map { report in
            var transforms = ReportTransforms(
                try assembly.definition(of: report).typedColumns(unknownFields: assembly.spec.quality.unknownFields))
            try transforms.add(own: report.transforms, shared: assembly.spec.transforms)
            let place = place(of: report.name)
            let columns = transforms.schema.fields.map {
                Columns.Column(
                    name: $0.name, type: $0.type.rawValue, description: $0.summary.isEmpty ? nil : $0.summary)
            }
            // Readers that cut `key=value` off names would take all reports for one dataset.
            let alias = Symlinks.Identifier(
                namespace: assembly.spec.lineage?.namespace ?? "wolkvox", name: "\(assembly.spec.name).\(report.name)")
            var output = LineageEvent.Dataset(
                namespace: place.namespace, name: place.name,
                facets: .init(schema: Facet(Columns(fields: columns)), symlinks: Facet(Symlinks(identifiers: [alias]))))
            if sources.count <= Self.sourcesWithColumns {
                output.facets.columnLineage = Facet(
                    ColumnLineage(fields: try self.columns(transforms.schema, of: report.name, from: sources)))
            }
            return output
        }
    }

    /// The outputs with what a run has committed.
    func outputs(after results: PartitionResults) throws -> [LineageEvent.Dataset] {
        var statistics: [String: OutputStatistics] = [:]
        var partitions: [String: [Subset.Partition]] = [:]
        for result in results {
            guard case .committed(let visible) = result.outcome else { continue }
            let partition = result.partition
            statistics[partition.report, default: OutputStatistics()].rowCount += visible.rows
            statistics[partition.report, default: OutputStatistics()].size += visible.bytes
            statistics[partition.report, default: OutputStatistics()].fileCount += visible.bytes > 0 ? 1 : 0
            partitions[partition.report, default: []].append(
                Subset.Partition(
                    identifier: "source=\(partition.source)/day=\(partition.day)",
                    dimensions: ["source": partition.source, "day": "\(partition.day)"]))
        }
        return try zip(assembly.reports(), outputs()).map { report, output in
            var output = output
            let written = (partitions[report.name] ?? []).sorted { $0.identifier < $1.identifier }
            output.outputFacets = LineageEvent.Dataset.OutputFacets(
                outputStatistics: Facet(statistics[report.name] ?? OutputStatistics()),
                subset: Facet(Subset(outputCondition: Subset.Condition(partitions: written))))
            return output
        }
    }

    private func columns(
        _ schema: Schema, of report: String, from sources: [SourceSpec]
    ) throws -> [String: ColumnLineage.Column] {
        let namespaces = try sources.map(namespace)
        return Dictionary(
            schema.fields.compactMap { field in
                guard let key = field.sourceKey else { return nil }
                let change = ColumnLineage.Transformation(masking: field.isHidden)
                let inputs = namespaces.map {
                    ColumnLineage.InputField(namespace: $0, name: report, field: key, transformations: [change])
                }
                return (field.name, ColumnLineage.Column(inputFields: inputs))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The server alone: what else an address has may be a secret.
    private func namespace(of source: SourceSpec) throws -> String {
        let address = source.endpoint.baseURL
        return "\(address.lowercased().hasPrefix("https:") ? "https" : "http")://\(try BaseURL(address).origin)"
    }

    private func place(of report: String) -> (namespace: String, name: String) {
        let directory = assembly.spec.load.directory
        let scheme = "s3://"
        guard directory.hasPrefix(scheme) else {
            return ("file", Self.plain("\(assembly.context.absolute(directory))/report=\(report)"))
        }
        let parts = directory.dropFirst(scheme.count).split(separator: "/", maxSplits: 1)
        let prefix = parts.count > 1 ? Self.plain(String(parts[1])) + "/" : ""
        return (scheme + (parts.first ?? ""), "\(prefix)report=\(report)")
    }

    /// A path without `.`, `..` and doubled slashes, so that one folder has one name.
    private static func plain(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", !parts.isEmpty { parts.removeLast() } else if part != ".." { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
