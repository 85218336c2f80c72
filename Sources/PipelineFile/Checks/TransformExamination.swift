package import ETL
package import Transforms

/// Goes the way of a report's columns through transforms that may be wrong, and tells all that is.
package struct TransformExamination {
    private var way: ReportTransforms
    private var findings: [TransformFinding] = []
    /// Names about which nothing can be said after a mistake: complaining of them again would be saying it twice.
    private var doubtful: Set<String> = []

    /// What is to be said about the transforms of a report whose columns are these.
    package static func findings(
        _ schema: Schema, own: [any ConfiguredTransformer], shared: [any ConfiguredTransformer]
    ) -> [TransformFinding] {
        var examination = TransformExamination(way: ReportTransforms(schema))
        for (step, stage) in own.enumerated() { examination.look(at: stage, step) }
        for (step, stage) in shared.enumerated() { examination.lookAtShared(stage, own.count + step) }
        examination.lookAtTheEnd()
        return examination.findings
    }

    private mutating func look(at stage: any ConfiguredTransformer, _ step: Int) {
        let columns = way.schema.names
        tell(lacking: stage.fields.filter { !columns.contains($0) }, step)
        guard let rest = stage.narrowed(to: columns) else {
            doubtful.formUnion(stage.newFields)
            return
        }
        doubtful.formUnion(Set(stage.newFields).subtracting(rest.newFields))
        do {
            try way.add(rest, step: step)
        } catch {
            doubtful.formUnion(rest.fields + rest.newFields)
            tell(error, step)
        }
    }

    /// A transform of the whole pipeline that hides follows the fields that it names.
    private mutating func lookAtShared(_ stage: any ConfiguredTransformer, _ step: Int) {
        guard stage is any HidingTransformer, let share = way.share(of: stage) else { return look(at: stage, step) }
        tell(lacking: share.lacking, step)
        do {
            try way.add(share.stage, step: step)
        } catch {
            doubtful.formUnion(share.stage.fields)
            tell(error, step)
        }
    }

    /// Whether what was hidden stands in no other column is known when all transforms are done.
    private mutating func lookAtTheEnd() {
        for exposed in way.schema.exposed(way.hidden.map(\.key)) where !doubtful.contains(exposed.column) {
            guard let place = way.hidden.first(where: { $0.key == exposed.key }) else { continue }
            var error = exposed.error
            error.subject = place.column
            tell(error, place.step)
        }
    }

    private mutating func tell(lacking names: [String], _ step: Int) {
        for name in names where !doubtful.contains(name) {
            findings.append(TransformFinding(index: step, what: .lacks(name, columns: way.schema.names)))
        }
    }

    private mutating func tell(_ error: any Error, _ step: Int) {
        guard let error = error as? ETLError else {
            return findings.append(TransformFinding(index: step, what: .mistake("\(error)", subject: nil)))
        }
        let advice = error.advice.hasSuffix(".") ? String(error.advice.dropLast()) : error.advice
        let ending = advice.isEmpty ? "" : "; \(advice.prefix(1).lowercased())\(advice.dropFirst())"
        findings.append(TransformFinding(index: step, what: .mistake(error.message + ending, subject: error.subject)))
    }
}

/// What walking through the transforms of one report has found about one of them.
package struct TransformFinding: Sendable {
    package enum What: Sendable {
        /// The report has no such column there; it has these.
        case lacks(String, columns: [String])
        /// It can't be done; the subject is the name or value at fault, if a single one is.
        case mistake(String, subject: String?)
    }

    /// The number of the transform among the report's own, followed by the pipeline's.
    package let index: Int
    package let what: What
}
