import ETL
import PipelineFile
import Wolkvox

/// A source as jobs ask it: what the pipeline file says of it, the client that calls it, and the days on its clock.
struct BoundSource {
    let spec: SourceSpec
    let client: SourceClient
    /// How its clock counts time on the days.
    let zone: ZoneRules
    let days: ClosedRange<Day>
}
