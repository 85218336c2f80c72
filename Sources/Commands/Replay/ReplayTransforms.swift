import ETL
import PipelineFile
import Wolkvox

/// The transforms of a report for rows in which some of the source's values are hidden already: who hides them does not
/// do it again.
struct ReplayTransforms {
    /// The report's own.
    let own: [TransformSpec]
    /// The pipeline's.
    let shared: [TransformSpec]
    /// Why the rows cannot go through the transforms, for people; nil if they can.
    let obstacle: String?

    /// Leaves out of `report`'s and the pipeline's transforms what is done.
    init(_ report: ReportSpec, of spec: PipelineSpec, _ definition: ReportDefinition, hidden: [String]) {
        let hidden = Set(hidden)
        own = report.transforms.compactMap { $0.without(hidden) }
        shared = spec.transforms.compactMap { $0.without(hidden) }
        let derived = definition.fields.first { field in
            hidden.contains(field.name) && [.connectorChannel, .chatChannel].contains(field.form)
        }
        obstacle = derived.map { "\($0.name) is hidden, and other columns are made of it" }
    }
}

extension TransformSpec {
    /// What is left to do where the values of some fields are hidden already.
    fileprivate func without(_ hidden: Set<String>) -> TransformSpec? {
        switch self {
        case .mask(let fields, let first, let last):
            let rest = fields.filter { !hidden.contains($0) }
            return rest.isEmpty ? nil : .mask(fields: rest, keepFirst: first, keepLast: last)
        case .hash(let fields, let key):
            let rest = fields.filter { !hidden.contains($0) }
            return rest.isEmpty ? nil : .hash(fields: rest, key: key)
        }
    }
}
