import ETL
import Wolkvox

/// Of which type is `code` in all answers so far, and what does `msg` say in those with rows of a report?
struct CodeAndMessage: DeepQuestion {
    let name = "code"

    func calls(for reports: [AskedReport]) -> Int { 0 }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        let coded = interview.answers.filter { $0.code != nil }
        guard !coded.isEmpty else { throw Unasked(reason: "no answer had a code") }
        let texts = coded.count(where: \.isCodeText)
        let answer = texts == 0 ? "number" : texts == coded.count ? "text" : "mixed"
        return [
            .expected(
                name, answer: answer,
                seen: "a number in \(coded.count - texts), a text in \(texts) of \(coded.count.counted("answer"))",
                follows: "the program reads either"),
            Self.messages(interview.reportAnswers),
        ]
    }

    /// What the answers of reports show of the message.
    static func messages(_ answers: [ProbedAnswer]) -> DeepFinding {
        let withRows = answers.filter { if case .rows = $0.outcome { true } else { false } }
        guard !withRows.isEmpty else { return .notSeen("msg", "no report's answer had rows") }
        let counting = withRows.count { $0.announcedRows != nil }
        let seen = "`msg` counts the rows in \(counting) of \(withRows.count.counted("answer")) with rows"
        var finding: DeepFinding =
            counting == withRows.count
            ? .expected("msg", answer: "counts_rows", seen: seen)
            : .differs(
                "msg", answer: "does_not_count", seen: seen,
                follows: "the program cannot compare that count with the rows that came; nothing else depends on it")
        finding.forms = Set(answers.compactMap(\.message).map(MaskedForm.ofMessage)).sorted()
        return finding
    }
}
