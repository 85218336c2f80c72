public import Answers
internal import Foundation

/// What a benchmark is asked for: `--report cdr_1 --rows 60000 --runs 5 --level 6`.
public struct Options {
    /// The report.
    public var report = SampleReport.cdr1
    /// Rows of the day.
    public var rows = 60_000
    /// Runs, of which the median counts.
    public var runs = 5
    /// gzip's level.
    public var level = 6

    /// The options of this process; ends it where they make no sense.
    public init() {
        var words = CommandLine.arguments.dropFirst()
        while let word = words.popFirst() {
            switch (word, words.popFirst()) {
            case ("--report", let name?):
                guard let found = SampleReport.founding.first(where: { $0.name == name }) else { Self.refuse(name) }
                report = found
            case ("--rows", let text?): rows = Self.number(text)
            case ("--runs", let text?): runs = Self.number(text)
            case ("--level", let text?): level = Self.number(text)
            default: Self.refuse(word)
            }
        }
    }

    private static func number(_ text: String) -> Int {
        guard let number = Int(text), number > 0 else { refuse(text) }
        return number
    }

    private static func refuse(_ word: String) -> Never {
        let reports = SampleReport.founding.map(\.name).joined(separator: "|")
        let usage = "'\(word)' is not understood; there are --report \(reports), --rows N, --runs N, --level 1…9\n"
        FileHandle.standardError.write(Data(usage.utf8))
        exit(64)
    }
}
