internal import ETL

extension ReportRunner {
    /// Puts the extractors of a fan-out in the place of the job's own.
    ///
    /// - Returns: what keeps them from being found.
    func spread(_ fanOut: FanOut) async throws -> ETLError? {
        do {
            let found = try await fanOut.find()
            calls.count(found.calls, .first)
            job.extractors = found.extractors
            job.fanOut = nil
            isRefused = false
            learner = SpanLearner(span: job.span, cap: job.rowCap, days: job.windowLimits.days)
            context.observe(
                .fannedOut(report: job.report, source: job.source, label: fanOut.label, parts: found.extractors.count))
            return nil
        } catch let error as ETLError {
            calls.count(error.calls, .first)
            return error
        }
    }

    /// Whether a failure of the job's own extractors is one that a fan-out mends: the source refuses the request, or
    /// an answer is cut off at the narrowest window.
    func leavesToFanOut(_ error: ETLError, isCapped: Bool) -> Bool {
        guard job.fanOut?.isFallback == true else { return false }
        return isCapped || (error.code == .configuration && error.scope == .report)
    }

    /// Gives a day up for now; the extractors of the fan-out ask for all of it.
    func leave(_ day: Day, _ writer: any PartitionWriter) async throws {
        try await writer.abandon(keepingProgress: false)
        leftToFanOut.append(day)
    }
}
