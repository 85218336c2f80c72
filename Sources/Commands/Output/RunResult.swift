import Engine

/// How a run ended: rows by report and day for people, its record for programs.
struct RunResult: VerbResult {
    let report: RunReport
    let record: RunRecordText
    /// The folder as the pipeline file names it.
    let directory: String
    /// Whether people want to hear of failures alone.
    let isQuiet: Bool
    var failure: Failure?
    /// What people read after a run that went well.
    var next: [String] = []

    func lines(width: Int?) -> [String] {
        if isQuiet { return [] }
        let summary = RunSummary(
            report: report, directory: directory, callsLeft: record.head.calls.callsLeft ?? [:])
        return summary.table(width: width) + [summary.headline] + (failure == nil ? next : [])
    }

    func forEachPieceOfJSON(_ body: (String) throws -> Void) throws { try record.forEachPiece(body) }
}
