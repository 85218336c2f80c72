import ETL
import Testing
import WolkvoxETLTesting

/// The suite finds an extractor that breaks a rule.
@Suite struct ExtractorConformanceTests {
    @Test(arguments: [
        (Clock.Fault.losesRows, "the halves of a window don't hold the rows of the whole"),
        (.oldestFirst, "rows are not newest first"), (.countsWrongly, "rows tallied"),
        (.swallowsErrors, "an error of the consumer is swallowed"), (.ignoresCancellation, "a cancelled task extracts"),
        (.saysTooLarge, "too large"),
    ]) func itFinds(fault: Clock.Fault, words: String) async throws {
        let findings = try await findings(Clock(fault: fault))
        #expect(findings.contains { $0.contains(words) }, "\(findings)")
    }

    @Test func itFindsNothingWrongWithAnExtractorThatKeepsToTheRules() async throws {
        #expect(try await findings(Clock(fault: nil)) == [])
    }

    private func findings(_ clock: Clock) async throws -> [String] {
        let window = Window(Day(number: 20_000))
        return try await ExtractorConformance(clock, window: window, rowCount: 24).findings()
    }
}

/// A row every hour.
struct Clock: Extractor {
    enum Fault {
        case losesRows, oldestFirst, countsWrongly, swallowsErrors, ignoresCancellation, saysTooLarge
    }

    let fault: Fault?
    let schema = Schema(fields: [Field("at"), Field("hour")], eventTime: "at")
    let identity = StageIdentity("clock")

    func extract(
        _ window: Window, purpose: CallPurpose, into consumer: inout some BatchConsumer
    ) async throws -> Extraction {
        if fault != .ignoresCancellation { try Task.checkCancellation() }
        var times = stride(from: window.last.seconds, through: window.first.seconds, by: -3600)
            .map { LocalTime(seconds: $0) }
        if fault == .oldestFirst { times.reverse() }
        if fault == .losesRows, times.count < 24 { times.removeLast() }
        for half in [times.prefix(times.count / 2), times.dropFirst(times.count / 2)] {
            var batch = RecordBatch(schema: schema)
            for time in half { batch.append([time.description, "\(time.secondOfDay / 3600)"], time: time) }
            do {
                try await consumer.consume(&batch)
            } catch  where fault == .swallowsErrors {}
        }
        let tally = ExtractTally(rows: times.count + (fault == .countsWrongly ? 1 : 0), calls: 1)
        return fault == .saysTooLarge ? .tooLarge(reason: "none", tally) : .complete(tally)
    }
}
