import ETL
import Engine
import PipelineFile
import Transforms

extension JobAssembly {
    /// What the rows of a report with these columns are expected to hold to: its own, and of the whole pipeline's those
    /// whose columns it has.
    func expectations(of report: ReportSpec, columns: Schema) -> [any RowExpectation] {
        let names = Set(columns.names)
        let common = spec.quality.expectations.filter { names.isSuperset(of: $0.fields) }
        return (report.expectations + common).flatMap { expectation -> [any RowExpectation] in
            let action = expectation.action
            switch expectation.kind {
            case .notNull(let fields): return fields.map { NotNull($0, action: action) }
            case .unique(let fields): return [Unique(fields, action: action)]
            case .accepted(let field, let values): return [AcceptedValues(field, values, action: action)]
            case .range(let field, let min, let max): return [InRange(field, from: min, to: max, action: action)]
            case .rowCount: return []
            }
        }
    }

    /// How many rows a day of a report is expected to have.
    func rowCounts(of report: ReportSpec) -> [RowCountBand] {
        (report.expectations + spec.quality.expectations).compactMap { expectation in
            guard case .rowCount(let within, let weeks) = expectation.kind else { return nil }
            return RowCountBand(
                within: within, weeks: weeks, action: expectation.action)
        }
    }
}

extension ExpectationSpec {
    /// The columns that it names.
    var fields: [String] {
        switch kind {
        case .notNull(let fields), .unique(let fields): fields
        case .accepted(let field, _), .range(let field, _, _): [field]
        case .rowCount: []
        }
    }
}
