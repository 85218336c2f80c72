internal import ETL

/// Runs the batches of a window through the transforms and hands each row to the partition of its day.
final class WindowRouter: BatchConsumer {
    private var chain: TransformChain
    private let rowsBelongToWindow: Bool
    private let timeField: String?
    private var window = Window(Day(number: 0))
    private var reach = Window(Day(number: 0))
    private var days: [Day: OpenDay] = [:]

    /// Values that became null because they did not fit.
    private(set) var nulledValues = 0
    /// How the rows of the window that is being received lie in time.
    private(set) var seen = SeenRows(end: LocalTime(seconds: 0))
    private var strays = StrayRows()

    init(chain: TransformChain, input: Schema, rowsBelongToWindow: Bool) {
        self.chain = chain
        self.rowsBelongToWindow = rowsBelongToWindow || input.eventTime == nil
        timeField = input.eventTime.flatMap { name in input.fields.first { $0.name == name }?.origin ?? name }
    }

    /// Takes the rows of a window from now on, for the days of it that are open; those that lie in the rest of `reach` are
    /// passed over.
    func begin(_ window: Window, reaching reach: Window, _ days: [Day: OpenDay]) {
        self.window = window
        self.reach = reach
        self.days = days
        for day in days.values { day.tally = OpenDay.Tally() }
        forget()
    }

    func restart() async throws {
        for day in days.values where window.days.contains(day.partition.day) { try await day.drop() }
        forget()
    }

    private func forget() {
        nulledValues = 0
        seen = SeenRows(end: window.last)
        strays = StrayRows()
    }

    /// What is wrong if all rows of the window that is being received lie in it moved by whole hours: the source has another zone than
    /// `zone`. Nil otherwise.
    func zoneMistake(_ report: String, of source: String, zone: String) -> ETLError? {
        guard let hours = strays.hours(seen, of: window) else { return nil }
        let direction = hours > 0 ? "later" : "earlier"
        let number = abs(hours).counted("hour")
        return ETLError(
            .data,
            "\(report) of \(source), \(window): all rows lie in the window moved to \(number) \(direction), and"
                + " \(strays.count) of them outside it: the server's clock does not seem to be in \(zone)",
            remedy: .serverZone)
    }

    func consume(_ batch: inout RecordBatch) async throws {
        guard batch.count > 0 else { return }
        try chain.apply(to: &batch)
        nulledValues += batch.nulledValues
        var start = 0
        var day = place(0, of: &batch)
        if !batch.newWords.isEmpty { days[day]?.note(batch.newWords) }
        for row in 1..<max(1, batch.count) {
            let next = place(row, of: &batch)
            guard next != day else { continue }
            try await days[day]?.append(batch, rows: start..<row)
            start = row
            day = next
        }
        try await days[day]?.append(batch, rows: start..<batch.count)
        countRejections(batch)
    }

    /// No day is open for rows that are passed over.
    private static let nowhere = Day(number: .min)

    /// The day that a row belongs to; a row outside the window is rejected and counts for the window's first day.
    private func place(_ row: Int, of batch: inout RecordBatch) -> Day {
        if rowsBelongToWindow { return window.first.day }
        guard let time = batch.times[row] else {
            if isPassedOver(nil) { return Self.nowhere }
            batch.reject(row, .missingTimestamp, field: timeField)
            return window.first.day
        }
        guard window.contains(time) else {
            if isPassedOver(time) { return Self.nowhere }
            strays.note(time)
            batch.rejectOutsideWindow(row, field: timeField, time: time)
            return window.first.day
        }
        seen.note(time)
        return time.day
    }

    /// Whether a row that is not in the window is another window's concern: it lies in the rest of the reach, or it belongs to
    /// the first day of the reach, which is not in the window.
    private func isPassedOver(_ time: LocalTime?) -> Bool {
        reach != window && (time.map(reach.contains) == true || window.first != reach.first)
    }

    private func countRejections(_ batch: RecordBatch) {
        for rejection in batch.rejections {
            let time = batch.times[rejection.row]
            let own = time.flatMap { window.contains($0) ? $0.day : nil }
            if own == nil, !rowsBelongToWindow, isPassedOver(time) { continue }
            days[rowsBelongToWindow ? window.first.day : own ?? window.first.day]?.note(rejection)
        }
    }
}
