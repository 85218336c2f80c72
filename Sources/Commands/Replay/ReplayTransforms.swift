import ETL
import PipelineFile
import Wolkvox

/// The transforms of a report for rows in which some of the source's values are hidden already: who hides them does not
/// do it again.
struct ReplayTransforms {
    /// The report's own.
    private(set) var own: [TransformSpec] = []
    /// The pipeline's.
    private(set) var shared: [TransformSpec] = []
    /// Why the rows cannot go through the transforms, for people; nil if they can.
    private(set) var obstacle: String?

    private var way: ReportTransforms
    private let hidden: Set<String>

    /// Leaves out of `report`'s and the pipeline's transforms what is done.
    ///
    /// - Throws: ``ETLError`` for a transform that the columns don't suit.
    init(_ report: ReportSpec, of spec: PipelineSpec, _ definition: ReportDefinition, hidden: [String]) throws {
        self.hidden = Set(hidden)
        way = ReportTransforms(
            try Vocabulary.columns(of: definition, unknownFields: spec.quality.unknownFields))
        let derived = way.schema.fields.first { field in
            field.derivation != nil && field.sourceKey.map(self.hidden.contains) == true
        }
        obstacle = derived.map { "\($0.name) is made of a field that is hidden" }
        for transform in report.transforms { if let rest = try rest(of: transform) { own.append(rest) } }
        for transform in spec.transforms {
            if let rest = try transform.isHiding ? restOfHiding(transform) : rest(of: transform) { shared.append(rest) }
        }
    }

    /// What is left to hide for the whole pipeline: fields of the source that are not hidden already.
    private mutating func restOfHiding(_ transform: TransformSpec) throws -> TransformSpec? {
        let rest = transform.hiding(
            transform.fields.filter { name in
                guard let share = way.share(of: transform.hiding([name])) else { return false }
                return !share.keys.contains(where: hidden.contains) && !share.spec.fields.contains(where: isHidden)
            })
        if rest.fields.isEmpty { return nil }
        if let share = way.share(of: rest) { try way.add(share, step: 0) }
        return rest
    }

    /// What is left to do where values are hidden already.
    private mutating func rest(of transform: TransformSpec) throws -> TransformSpec? {
        guard let narrowed = transform.narrowed(to: way.schema.names) else { return nil }
        let done = narrowed.fields.filter(isHidden)
        var rest: TransformSpec? = narrowed
        if !done.isEmpty {
            switch narrowed {
            case .mask, .hash, .redact:
                rest = narrowed.narrowed(to: narrowed.fields.filter { !done.contains($0) })
            case .select, .drop, .rename, .constant:
                break
            case .split, .cast, .canonical, .trim, .phone, .where:
                obstacle = obstacle ?? "\(done[0]) is hidden, and the pipeline would work on it"
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
