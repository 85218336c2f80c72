import ETL
import Wolkvox

/// Of which type is `code`, and what does `msg` say? All answers so far show it.
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
                name, answer,
                "a number in \(coded.count - texts), a text in \(texts) of \(coded.count.counted("answer"))",
                follows: "the program reads either"),
            messages(interview.answers),
        ]
    }

    private func messages(_ answers: [ProbedAnswer]) -> DeepFinding {
        let withRows = answers.filter { if case .rows = $0.outcome { true } else { false } }
        let counting = withRows.count { $0.announcedRows != nil }
        let seen = "`msg` counts the rows in \(counting) of \(withRows.count.counted("answer")) with rows"
        var finding: DeepFinding =
            counting == withRows.count
            ? .expected("msg", "counts_rows", seen)
            : .differs(
                "msg", "does_not_count", seen,
                follows: "the program cannot compare that count with the rows that came; nothing else depends on it")
        finding.forms = Set(answers.compactMap(\.message).map(MaskedForm.ofMessage)).sorted()
        return finding
    }
}
