import ETL
import Wolkvox

/// Are answers compressed, and which version of HTTP do they have? All answers so far show it.
struct Transport: DeepQuestion {
    let name = "gzip"

    func calls(for reports: [AskedReport]) -> Int { 0 }

    func ask(_ interview: Interview) async throws -> [DeepFinding] {
        let answers = interview.answers.filter { $0.version != nil }
        guard !answers.isEmpty else { throw Unasked(reason: "no answer came") }
        return [Self.compression(answers), Self.version(answers)]
    }

    /// Whether answers are compressed.
    static func compression(_ answers: [ProbedAnswer]) -> DeepFinding {
        let compressed = answers.count(where: \.isCompressed)
        let answer = compressed == 0 ? "plain" : compressed == answers.count ? "gzip" : "mixed"
        return .expected(
            "gzip", answer: answer, seen: "\(compressed) of \(answers.count.counted("answer")) compressed",
            follows: "every request says that gzip is welcome")
    }

    /// The version of HTTP.
    static func version(_ answers: [ProbedAnswer]) -> DeepFinding {
        let versions = Set(answers.compactMap(\.version)).sorted()
        let answer = versions.joined(separator: " and ")
        if versions == ["HTTP/1.1"] {
            return .expected(
                "http", answer: answer, seen: "\(answer) in all answers", follows: "the program offers no other version"
            )
        }
        return .differs(
            "http", answer: answer, seen: "\(answer) in the answers",
            follows: "the program reads them; each call may take a connection of its own")
    }
}
