import ETL
import Engine
import PipelineFile
import Wolkvox

/// What a command works on of what a pipeline file names, and which answers it takes.
struct RunScope: Sendable {
    /// The names of the reports; all of them where there are none.
    var reports: [String] = []
    /// The names of the sources; all of them where there are none.
    var sources: [String] = []
    var days = DayRequest()
    /// Which of those days are asked for.
    var choice = DayChoice.all
    /// Whether an empty answer is taken where rows were expected.
    var acceptEmpty = false
    /// Whether an answer is taken that has far fewer rows than are committed.
    var acceptShrink = false
    /// Whether days of another origin or pipeline become this pipeline's own.
    var takeOver = false

    /// Returns the arguments of the program that run a part of the scope, with days that mean the same at any time.
    ///
    /// - Parameters:
    ///   - pipelineFile: the pipeline file, as it was named.
    ///   - days: the days of the part.
    ///   - sources: the sources of the part.
    /// - Returns: the words after the program's name.
    func runArguments(of pipelineFile: String, days: ClosedRange<Day>, sources: [String]) -> [String] {
        // A file's name that looks like a flag would be taken for one.
        var words = ["run", pipelineFile.hasPrefix("-") ? "./" + pipelineFile : pipelineFile]
        words += ["--from", "\(days.lowerBound)", "--to", "\(days.upperBound)"]
        words += reports.flatMap { ["--report", $0] } + sources.flatMap { ["--source", $0] }
        switch choice {
        case .all: break
        case .missing: words.append("--missing-only")
        case .stale: words.append("--stale")
        }
        let flags = [("--accept-empty", acceptEmpty), ("--accept-shrink", acceptShrink), ("--take-over", takeOver)]
        return words + flags.filter(\.1).map(\.0)
    }
}

/// A source as jobs ask it: what the pipeline file says of it, the client that calls it, and the days on its clock.
struct BoundSource {
    let spec: SourceSpec
    let client: SourceClient
    /// How its clock counts time on the days.
    let zone: ZoneRules
    let days: ClosedRange<Day>
}
