import ByteScan
import ETL
import PipelineFile

/// How are costs, channels and results written, and how many of the channels does the program know?
struct WrittenForms: DeepQuestion {
    let name = "written"

    func calls(for reports: [AskedReport]) -> Int { reports.count(where: Self.isTotalOfInterest) }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        var findings: [DeepFinding] = []
        for report in interview.reports where Self.isTotalOfInterest(report) {
            do {
                _ = try await interview.ask(report, await Self.day(interview))
            } catch let error as Unasked {
                findings.append(.notSeen(name, of: report.name, error.reason))
            }
        }
        for (_, entry) in interview.written.sorted(by: { $0.key < $1.key }) {
            let subject = "\(entry.report).\(entry.field)"
            guard entry.values.count > 0 else {
                findings.append(.notSeen(name, of: subject, "no row has a value"))
                continue
            }
            var finding = try finding(entry.values, subject: subject, interview: interview)
            finding.forms = entry.values.shownForms
            findings.append(finding)
        }
        guard !findings.isEmpty else { throw Unasked(reason: "no report of the pipeline has such fields") }
        return findings
    }

    /// Whether a report of totals has values whose writing is of interest: no other question asks for it.
    private static func isTotalOfInterest(_ report: AskedReport) -> Bool {
        !report.isOfEvents && report.definition.fields.contains { WrittenValues.Kind($0) != nil }
    }

    /// A day that is over, with rows where that is known.
    private static func day(_ interview: Interview) async -> Window {
        let yesterday = interview.zone.localTime(atInstant: interview.serverTime).day.advanced(by: -1)
        let busy = try? await interview.sample().busiest.first.day
        return Window(min(busy ?? yesterday, yesterday))
    }

    private func finding(_ values: WrittenValues, subject: String, interview: Interview) throws -> DeepFinding {
        let distinct = values.count.counted("distinct value")
        switch values.kind {
        case .result: return .expected(name, of: subject, answer: Self.letters(values), seen: distinct)
        case .channel where values.form == .text:
            return .expected(name, of: subject, answer: Self.letters(values), seen: distinct)
        case .channel:
            let known = try values.known()
            let seen = "\(known) of \(distinct) \(values.count.choosing("is", "are")) of a known kind"
            if known == values.count { return .expected(name, of: subject, answer: "known", seen: seen) }
            return .differs(
                name, of: subject, answer: "unknown_kinds", seen: seen,
                follows: "the others are kept as they came, with the kind `other`; nothing is lost")
        case .cost: return try costs(values, subject: subject, interview: interview)
        }
    }

    private func costs(_ values: WrittenValues, subject: String, interview: Interview) throws -> DeepFinding {
        let unreadable = try values.unreadable(interview.source.decimalSeparator)
        let distinct = values.count.counted("distinct value")
        let answer = DecimalSign.of(values.shownForms).map { $0 == .comma ? "comma" : "dot" } ?? "unclear"
        if unreadable == 0 {
            return .expected(name, of: subject, answer: answer, seen: "\(distinct), all of them readable")
        }
        let sign = try DecimalSign(of: interview.written.values.map { $0.values }.filter { $0.kind == .cost })
        return .differs(
            name, of: subject, answer: answer, seen: "\(unreadable) of \(distinct) can be read in two ways, or in none",
            follows: "their rows go to quarantine" + (sign.separator == nil ? "; \(sign.advice)" : ""),
            key: sign.separator.map { "decimal_separator: \"\($0.rawValue)\"" }, needsAction: true)
    }

    /// Which letters forms have.
    private static func letters(_ values: WrittenValues) -> String {
        let forms = values.shownForms.joined()
        return switch (forms.contains("X"), forms.contains("x")) {
        case (true, true): "mixed_case"
        case (true, false): "capitals"
        case (false, true): "small_letters"
        case (false, false): "no_letters"
        }
    }
}
