import ETL
import Settings
import Transforms

/// Finds out whether each report has what its transforms ask for, column by column.
struct TransformCheck {
    let context: FileContext
    /// The pipeline's own.
    let shared: PlacedTransforms
    /// Whether every report of the file is known.
    let isComplete: Bool

    /// A transform of the whole pipeline concerns the reports that have its fields, so only what no report has is wrong.
    func check(_ reports: [(report: TypedReport, own: PlacedTransforms)]) {
        var lacking: [Lack: (reports: Int, columns: [String])] = [:]
        var mistakes: [Mistake: [String]] = [:]
        var idle = Array(repeating: 0, count: shared.transforms.count)
        let walked = reports.filter(\.own.isComplete)
        for (report, own) in reports {
            let following = own.isComplete ? shared.stages : []
            var lacks: Set<Int> = []
            for finding in TransformExamination.findings(report.columns, own: own.stages, shared: following) {
                guard finding.index >= own.transforms.count else {
                    tell(finding.what, of: own.transforms[finding.index], in: report)
                    continue
                }
                let index = finding.index - own.transforms.count
                switch finding.what {
                case .lacks(let name, let columns):
                    lacks.insert(index)
                    lacking[Lack(index: index, name: name), default: (0, [])].reports += 1
                    lacking[Lack(index: index, name: name)]?.columns += columns
                case .mistake(let message, let subject):
                    mistakes[Mistake(index: index, message: message, subject: subject), default: []].append(report.name)
                }
            }
            for index in lacks { idle[index] += 1 }
        }
        for (lack, found) in lacking where found.reports == walked.count { tell(lack, columns: found.columns) }
        for (mistake, names) in mistakes { tell(mistake, in: names) }
        for (index, count) in idle.enumerated() where count == walked.count && count > 0 {
            tellIdle(index, lacking.filter { $0.key.index == index && $0.value.reports == walked.count }.isEmpty)
        }
    }

    private struct Lack: Hashable {
        let index: Int
        let name: String
    }

    private struct Mistake: Hashable {
        let index: Int
        let message: String
        let subject: String?
    }

    private func tell(_ what: TransformFinding.What, of transform: PlacedTransform, in report: TypedReport) {
        switch what {
        case .lacks(let name, let columns):
            let (place, key) = transform.place(of: name) ?? (transform.place, "fields")
            let ending =
                report.columns.names.contains(name)
                ? " any more here; a transform before this one took it away"
                : NearestName.ending(for: name, among: columns)
            context.error("\(key): \(report.name) has no field '\(ShownText.short(name))'\(ending)", at: place)
        case .mistake(let message, let subject):
            context.error(message, at: place(of: subject, in: transform))
        }
    }

    /// While a report's name is in doubt, a field may be any report's.
    private func tell(_ lack: Lack, columns: [String]) {
        guard context.unsoundDefinitions.isEmpty else { return }
        let vocabulary = context.vocabulary
        let everywhere =
            isComplete ? [] : vocabulary.names.compactMap { vocabulary.report(named: $0) }.flatMap(\.columns.names)
        if everywhere.contains(lack.name) { return }
        let transform = shared.transforms[lack.index]
        let (place, key) = transform.place(of: lack.name) ?? (transform.place, "fields")
        context.error(
            "\(key): none of this file's reports has the field '\(ShownText.short(lack.name))'"
                + NearestName.ending(for: lack.name, among: columns + everywhere), at: place)
    }

    private func tell(_ mistake: Mistake, in reports: [String]) {
        let shown = reports.prefix(3).joined(separator: ", ")
        let rest = reports.count > 3 ? " and \(reports.count - 3) others" : ""
        let transform = shared.transforms[mistake.index]
        context.error("\(mistake.message) (in \(shown)\(rest))", at: place(of: mistake.subject, in: transform))
    }

    /// A condition on fields that several reports have, and none has all.
    private func tellIdle(_ index: Int, _ isNewToTheReader: Bool) {
        let transform = shared.transforms[index]
        guard isComplete, isNewToTheReader, transform.stage.needsAllFields else { return }
        context.error("where: none of this file's reports has all fields of the condition", at: transform.place)
    }

    private func place(of subject: String?, in transform: PlacedTransform) -> Place {
        subject.flatMap { transform.place(of: $0)?.place } ?? transform.place
    }
}
