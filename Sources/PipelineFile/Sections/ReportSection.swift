package import ETL
import Settings
public import Transforms

/// The keys of a report that is more than a name.
enum ReportKeys {
    static let report = Setting(
        "report", .report, presence: .required, summary: "The report's name in the catalogue.", example: "campaign_7")
    static let with = KeyShape(
        "with", .openMapping(.either(.oneOrMore(.parameterValue), .valueList)),
        summary: "The report's parameters.",
        example: "{ campaign_id: all }")
    static let transform = KeyShape(
        "transform", .list(.transform), summary: "What this report goes through first.",
        example: "[{ mask: { fields: [telephone] } }]")

    static let expect = KeyShape(
        "expect", .list(.expectation), summary: "What this report's rows must hold to.",
        example: "[{ not_null: { fields: [agent_id] } }]")

    static let load = KeyShape(
        "load", .mapping(ReportLoadKeys.shape),
        summary: "What this report's files have in another way than the others.",
        example: "{ format: csv }")

    static let shape = MappingShape("a report", [report.shape, with, transform, expect, load])
}

/// The keys of a parameter whose values come from a list of the source's.
struct ValueListKeys: Sendable {
    static let title = "a list of values"

    /// The lists that there are.
    let lists: [ListedValues]
    let from: Setting<ListedValues>
    let shape: MappingShape

    init(_ lists: [ListedValues]) {
        self.lists = lists
        from = Setting.choice(
            "from", of: lists, presence: .required,
            summary: "The list of the source's whose values are asked for, one by one.",
            example: lists.first?.name ?? "NAME")
        shape = MappingShape(Self.title, [from.shape])
    }
}

/// One report to extract.
public struct ReportSpec: Sendable {
    /// A value for one of a report's parameters; several are asked for one after the other.
    package struct Parameter: Sendable, Equatable {
        package var name: String
        /// At least one, unless they come from a list; `all` stands alone.
        package var values: [String]
        /// The source's list that the values are taken from while the run is under way.
        package var list: ListedValues?
    }

    /// The report's name.
    public var name: String
    /// In the order of the file.
    package var parameters: [Parameter]
    /// The report's own, which come before the pipeline's.
    public var transforms: [any ConfiguredTransformer]
    /// The report's own.
    public var expectations: [ConfiguredExpectation] = []
    /// What its files have in another way than the others.
    package var load: ReportLoadSpec?
    /// Where the file says in which format they are.
    var formatPlace: Place?

    /// The same report with expectations.
    func expecting(_ expectations: [ConfiguredExpectation]) -> ReportSpec {
        var report = self
        report.expectations = expectations
        return report
    }
}

/// Reads `reports`.
struct ReportReader {
    let context: FileContext

    struct Reports {
        var specs: [ReportSpec] = []
        /// The definitions of those that the catalogue has.
        var known: [TypedReport] { transforms.map(\.report) }
        /// The transforms of each of those, as far as they could be read.
        var transforms: [(report: TypedReport, own: PlacedTransforms)] = []
        var isComplete = true
        /// What stands under `expect`, by report; it is read when it is known how rows are written.
        var expectNodes: [String: YAMLNode] = [:]

        /// The reports' own expectations; nil, with diagnostics, when one of them is wrong.
        func expectations(
            _ scopes: [String: ColumnScope]?, in context: FileContext
        ) -> [String: [ConfiguredExpectation]]? {
            let all = expectNodes.every { name, node in
                ExpectationReader(context: context, columns: scopes?[name]).read(node, of: ReportKeys.expect)
                    .map { (name, $0) }
            }
            return all.map(Dictionary.init(uniqueKeysWithValues:))
        }
    }

    func read(_ node: YAMLNode) -> Reports? {
        guard let items = context.items(node, of: PipelineKeys.reports) else { return nil }
        var reports = Reports()
        for item in items {
            if let (spec, definition, transforms) = read(item, after: reports.known) {
                reports.transforms.append((definition, transforms))
                reports.expectNodes[definition.name] = item.entry(named: ReportKeys.expect.name)?.value
                if let spec { reports.specs.append(spec) } else { reports.isComplete = false }
            } else {
                reports.isComplete = false
            }
        }
        return reports
    }

    private func read(
        _ node: YAMLNode, after earlier: [TypedReport]
    ) -> (ReportSpec?, TypedReport, PlacedTransforms)? {
        switch node.content {
        case .scalar where !node.isNull:
            guard let name = context.scalar(node, of: ReportKeys.report.shape),
                let definition = lookUp(name, after: earlier)
            else { return nil }
            let hasAll = reportMissing([], of: definition, at: node.place)
            let spec = hasAll ? ReportSpec(name: definition.name, parameters: [], transforms: []) : nil
            return (spec, definition, PlacedTransforms())
        case .mapping(let entries):
            let reader = MappingReader(entries, of: node, shape: ReportKeys.shape, context: context)
            return read(reader, after: earlier)
        default:
            context.wrongKind(node, of: PipelineKeys.reports.item(.either(.report, .mapping(ReportKeys.shape))))
            return nil
        }
    }

    private func read(
        _ reader: MappingReader, after earlier: [TypedReport]
    ) -> (ReportSpec?, TypedReport, PlacedTransforms)? {
        let definition = reader.scalar(ReportKeys.report).flatMap { lookUp($0, after: earlier) }
        let parameters = definition.flatMap { readParameters(reader, of: $0) }
        let transforms = TransformReader(context: context)
            .read(reader.node(ReportKeys.transform), of: ReportKeys.transform)
        let load = reader.given(ReportKeys.load, shape: ReportLoadKeys.shape)
        guard let definition else { return nil }
        let own = load.map(LoadReader().readOwn)
        guard let parameters, transforms.isComplete else { return (nil, definition, transforms) }
        let spec = ReportSpec(
            name: definition.name, parameters: parameters, transforms: transforms.stages, load: own,
            formatPlace: load?.scalar(ReportLoadKeys.format)?.place)
        return (spec, definition, transforms)
    }

    private func lookUp(
        _ name: ScalarValue, after earlier: [TypedReport]
    ) -> TypedReport? {
        if context.unsoundDefinitions.contains(name.text) { return nil }
        guard let definition = context.vocabulary.report(named: name.text) else {
            let ending = NearestName.ending(for: name.text, among: context.vocabulary.names)
            let subject = name.hasPlaceholder ? "\(name.shown) is not a known report" : "unknown report \(name.shown)"
            context.error(
                "\(subject)\(ending.isEmpty ? "; `wolkvox-etl reports` lists them" : ending)", at: name.place)
            return nil
        }
        if earlier.contains(where: { $0.name == definition.name }) {
            context.error("the report \(definition.name) is listed twice; write it once", at: name.place)
            return nil
        }
        return definition
    }

    private func readParameters(
        _ reader: MappingReader, of definition: TypedReport
    ) -> [ReportSpec.Parameter]? {
        guard let node = reader.node(ReportKeys.with) else {
            return reportMissing([], of: definition, at: reader.place) ? [] : nil
        }
        guard case .mapping(let entries) = node.content else {
            context.wrongKind(node, of: ReportKeys.with)
            return nil
        }
        let names = MappingReader.named(entries, in: "'with'", context: context)
        let parameters = names.compactMap { ParameterReader(context: context).read($0, $1, of: definition.definition) }
        let given = names.map(\.name)
        let misspelt = given.compactMap { NearestName.of($0, among: definition.definition.parameters.map(\.name)) }
        let hasAll = reportMissing(given + misspelt, of: definition, at: entries.first?.key.place ?? node.place)
        return hasAll && parameters.count == entries.count ? parameters : nil
    }

    private func reportMissing(
        _ given: [String], of definition: TypedReport, at place: Place
    ) -> Bool {
        let missing = definition.definition.parameters.filter { $0.needsValue && !given.contains($0.name) }
        for parameter in missing {
            let value = parameter.acceptsAll ? "all" : parameter.values.first ?? "123"
            let example = "with: { \(parameter.name): \(value) }"
            context.error("\(definition.name) needs the parameter \(parameter.name), such as `\(example)`", at: place)
        }
        return missing.isEmpty
    }
}
