import ETL
import PipelineFile
import Transforms
import Wolkvox

/// The transforms of a report for rows in which some of the source's values are hidden already: who hides them does not
/// do it again.
struct ReplayTransforms {
    /// The report's own.
    private(set) var own: [any ConfiguredTransformer] = []
    /// The pipeline's.
    private(set) var shared: [any ConfiguredTransformer] = []
    /// Why the rows cannot go through the transforms, for people; nil if they can.
    private(set) var obstacle: String?

    private var way: ReportTransforms
    private let hidden: Set<String>

    /// Leaves out of `report`'s and the pipeline's transforms what is done.
    ///
    /// - Throws: ``ETLError`` for a transform that the columns don't suit.
    init(_ report: ReportSpec, of spec: PipelineSpec, definition: ReportDefinition, hidden: [String]) throws {
        self.hidden = Set(hidden)
        way = ReportTransforms(
            try definition.typedColumns(unknownFields: spec.quality.unknownFields))
        let derived = way.schema.fields.first { field in
            field.derivation != nil && field.sourceKey.map(self.hidden.contains) == true
        }
        obstacle = derived.map { "\($0.name) is made of a field that is hidden" }
        for transform in report.transforms { if let rest = try rest(of: transform) { own.append(rest) } }
        for transform in spec.transforms {
            let rest =
                if let hiding = transform as? any HidingTransformer { try restOfHiding(hiding) } else {
                    try rest(of: transform)
                }
            if let rest { shared.append(rest) }
        }
    }

    /// What is left to hide for the whole pipeline: fields of the source that are not hidden already.
    private mutating func restOfHiding(
        _ transform: any HidingTransformer
    ) throws -> (any ConfiguredTransformer)? {
        let rest = transform.hiding(
            transform.fields.filter { name in
                guard let share = way.share(of: transform.hiding([name])) else { return false }
                return !share.keys.contains(where: hidden.contains) && !share.stage.fields.contains(where: isHidden)
            })
        if rest.fields.isEmpty { return nil }
        if let share = way.share(of: rest) { try way.add(share.stage, step: 0) }
        return rest
    }

    /// What is left to do where values are hidden already.
    private mutating func rest(of transform: any ConfiguredTransformer) throws -> (any ConfiguredTransformer)? {
        guard let narrowed = transform.narrowed(to: way.schema.names) else { return nil }
        let done = narrowed.fields.filter(isHidden)
        var rest: (any ConfiguredTransformer)? = narrowed
        if let first = done.first {
            if narrowed is any HidingTransformer {
                rest = narrowed.narrowed(to: narrowed.fields.filter { !done.contains($0) })
            } else if narrowed.readsValues {
                obstacle = obstacle ?? "\(first) is hidden, and the pipeline would work on it"
            }
        }
        if let rest { try way.add(rest, step: 0) }
        return rest
    }

    private func isHidden(_ column: String) -> Bool {
        guard let place = way.schema.index(of: column) else { return false }
        return hidden.contains(way.schema.fields[place].sourceKey ?? column)
    }
}
