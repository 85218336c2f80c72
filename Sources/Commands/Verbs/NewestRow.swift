import ByteScan
import ETL
import Engine
import PipelineFile
import Wolkvox

/// The newest row that a source has, against the server's clock: what it shows of the source's `time_zone`.
struct NewestRow: Codable, Equatable {
    /// The report that was asked for.
    var report: String
    /// The row's time, as the source writes it.
    var time: String
    /// How old the row is by the server's clock, read in the source's `time_zone`; negative for a row from the future.
    var secondsOld: Int64

    /// Rows may be written, and clocks compared, that many seconds late.
    private static let tolerance: Int64 = 120
    /// A row that is no older says that the zone fits.
    private static let recent: Int64 = 1800

    /// Whether the row comes from the future: then the server's clock is in another zone.
    var isFromFuture: Bool { secondsOld < -Self.tolerance }

    /// What it shows, as a part of a sentence.
    var sentence: String {
        let minutes = "\(abs(secondsOld) / 3600) h \(abs(secondsOld) / 60 % 60) min"
        if isFromFuture {
            return "but the newest row of \(report) would be \(minutes) from the future: time_zone is wrong"
        }
        if secondsOld <= Self.recent { return "and the newest row of \(report) (\(time)) fits that" }
        return "and the newest row of \(report) is \(minutes) old, which shows nothing of the zone"
    }

    /// What is wrong with the source's settings, if the row shows it.
    func mistake(_ source: SourceSettings) -> ETLError? {
        guard isFromFuture else { return nil }
        return ETLError(
            .configuration, scope: .token,
            "\(source.name): the newest row of \(report), \(time), lies in the future of the server's clock in \(source.zone)",
            advice: "Set time_zone to the zone of the server's clock")
    }

    /// Asks for the newest rows of the first report of the file whose rows have times, with one call; nil if there is no
    /// such report, or the call brought none.
    static func find(
        for source: SourceSpec, in assembly: JobAssembly, now: Int64, through client: SourceClient
    ) async -> NewestRow? {
        let rough = Day(number: Int32(now / 86_400))
        guard let zone = ZoneRules(identifier: source.timeZone, covering: rough...rough) else { return nil }
        let local = zone.localTime(atInstant: now)
        let bound = BoundSource(spec: source, client: client, zone: zone, days: local.day...local.day)
        for report in assembly.spec.reports {
            guard let extractor = (try? assembly.job(report, from: bound))?.extractors.first,
                let name = extractor.schema.eventTime
            else { continue }
            // Zones differ by 26 hours at most, so the newest rows lie within, whichever zone it is.
            let wide = Window(first: local + -86_400, last: local + 26 * 3600)
            let window = wide.days.count <= extractor.limits.days ? wide : Window(local.day)
            var reader = NewestTime(name: name)
            // The answer is left when the first rows have come; a call that fails shows nothing.
            do { _ = try await extractor.extract(window, into: &reader) } catch {}
            guard let newest = reader.newest else { return nil }
            return NewestRow(
                report: report.name, time: newest.description, secondsOld: local.seconds - newest.seconds)
        }
        return nil
    }
}

/// Keeps the newest time of the first batch and wants no more.
private struct NewestTime: BatchConsumer {
    struct Enough: Error {}

    let name: String
    var newest: LocalTime?

    mutating func consume(_ batch: inout RecordBatch) throws {
        guard let field = batch.schema.index(of: name) else { throw Enough() }
        for row in 0..<batch.count where !batch.isRejected(row) {
            let text = batch.decoded(batch[field, row])
            guard let time = DateTimeText(text.span, 0..<text.count) else { continue }
            let local = LocalTime(seconds: time.civilSeconds)
            newest = max(newest ?? local, local)
        }
        throw Enough()
    }

    mutating func restart() { newest = nil }
}
