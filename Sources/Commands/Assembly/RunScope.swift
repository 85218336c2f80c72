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
}

/// A source as jobs ask it: what the pipeline file says of it, the client that calls it, and the days on its clock.
struct BoundSource {
    let spec: SourceSpec
    let client: SourceClient
    /// How its clock counts time on the days.
    let zone: ZoneRules
    let days: ClosedRange<Day>
}
