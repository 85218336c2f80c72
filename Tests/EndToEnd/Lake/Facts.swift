import Foundation
import Simulator
import Testing

/// What a reader finds of one day of one report.
struct Facts: Codable, Equatable {
    var rows: Int
    var costSum: String?
    var countSum: Int?
    var distinct: Int

    private enum CodingKeys: String, CodingKey {
        case rows, distinct
        case costSum = "cost_sum"
        case countSum = "count_sum"
    }

    init(_ truth: Truth) {
        rows = truth.rows
        costSum = truth.costSum
        countSum = truth.countSum
        distinct = truth.distinct
    }

    /// By report and day, with DuckDB, and with nothing but Python's own library.
    struct Findings: Decodable {
        var duckdb: [String: [String: Facts]]
        var plain: [String: [String: Facts]]
    }

    private struct Order: Encodable {
        struct Report: Encodable {
            var schema: String
            var distinct: String
            var cost: Bool
            var count: Bool
        }

        var output: String
        var format: String
        var reports: [String: Report]
    }

    /// Looks at an output folder in the ways of its readers.
    static func find(
        in place: Workplace, output: String, format: String, truths: [String: Truth]
    ) async throws -> Findings {
        var reports: [String: Order.Report] = [:]
        for (name, truth) in truths {
            let schema = try await place.succeed([
                "schema", name, "--dialect", "duckdb", "--format", format, "--directory", place.path(output),
            ])
            reports[name] = Order.Report(
                schema: schema, distinct: truth.distinctField, cost: truth.costSum != nil, count: truth.countSum != nil)
        }
        let order = Order(output: place.path(output), format: format, reports: reports)
        let input = String(decoding: try JSONEncoder().encode(order), as: UTF8.self)
        return try JSONDecoder().decode(Findings.self, from: try await Python.run("facts.py", [], input: input))
    }
}
