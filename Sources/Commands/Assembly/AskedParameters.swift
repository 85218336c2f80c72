import ETL
import Engine
import PipelineFile
import Wolkvox

/// What a report is asked for with: a set of parameters for each value, the values of one partition in the file's order.
struct AskedParameters {
    /// The sets that are known before the run.
    let sets: [[String: String]]

    private let parameters: [ReportSpec.Parameter]
    private let asksForAll: Bool

    /// Values from a list are asked for one by one only where the report doesn't take `all`, or where that fails.
    init(_ report: ReportSpec, of definition: ReportDefinition) {
        parameters = report.parameters
        let all = Set(definition.parameters.filter(\.acceptsAll).map(\.name))
        asksForAll = report.parameters.allSatisfy { $0.list == nil || all.contains($0.name) }
        let asksForAll = asksForAll
        sets = Self.sets(report.parameters) { parameter in
            parameter.list.map { [asksForAll ? "all" : Self.label($0)] } ?? parameter.values
        }
    }

    /// The extractors for the values of lists; nil where no parameter has its values from one.
    func fanOut(
        by extractor: @escaping @Sendable ([String: String]) throws -> any Extractor,
        values: @escaping @Sendable (ListedValues) async throws -> ListedValues.Answer
    ) -> FanOut? {
        let parameters = parameters
        let lists = Set(parameters.compactMap(\.list)).sorted { $0.name < $1.name }
        guard !lists.isEmpty else { return nil }
        return FanOut(
            label: lists.map(\.name).joined(separator: " and "), isFallback: asksForAll
        ) {
            var found: [ListedValues: [String]] = [:]
            var calls = 0
            for list in lists {
                do {
                    let answer = try await values(list)
                    found[list] = answer.values
                    calls += answer.calls
                } catch var error as ETLError {
                    error.calls += calls
                    throw error
                }
            }
            let sets = Self.sets(parameters) { parameter in
                parameter.list.map { found[$0] ?? [] } ?? parameter.values
            }
            return FanOut.Found(extractors: try sets.map(extractor), calls: calls)
        }
    }

    /// What stands for the values of a list until they are known.
    private static func label(_ list: ListedValues) -> String { "each of \(list)" }

    private static func sets(
        _ parameters: [ReportSpec.Parameter], values: (ReportSpec.Parameter) -> [String]
    ) -> [[String: String]] {
        parameters.reduce([[:]]) { sets, parameter in
            let values = values(parameter)
            return sets.flatMap { set in values.map { set.merging([parameter.name: $0]) { $1 } } }
        }
    }
}
