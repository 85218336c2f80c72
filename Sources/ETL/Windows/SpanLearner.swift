/// Decides how wide the next window should be.
///
/// A declared span is kept to, and halved where it proves too large. Without one, windows start as wide as the source
/// allows, and what was seen of rows per second decides from then on: wide enough to make few calls, narrow enough to
/// stay below the cap.
public struct SpanLearner: Sendable {
    /// How the pipeline file states the width of a window.
    public enum Span: Sendable, Equatable {
        /// As wide as experience allows.
        case auto
        /// A number of seconds.
        case seconds(Int64)
    }

    /// Share of the cap that a window is planned to fill, where other days taught the density: days differ.
    private static let fill = 0.7
    /// The same where a truncated answer of the very day taught it.
    private static let fillOfSameDay = 0.97
    /// Share of the cap that all of the rest may promise to hold and still be asked for at once. Mornings begin slowly
    /// where nights are quiet, and a last call that is cut off costs one call more.
    private static let hopeOfQuietMorning = 1.35

    private let span: Span
    private let cap: Int
    private let widest: Int64
    private var rowsPerSecond: Double?
    /// Upper bound after a window proved too large.
    private var bound: Int64?
    /// The stretch that is known to fit, for the next window alone.
    private var fits: Int64?
    /// Whether a stretch that should have fitted did not: the source leaves out other rows than the oldest.
    private var isMisled = false
    /// What a truncated answer of the day in hand showed; nil before there was one.
    private var sameDay: (rowsPerSecond: Double, isQuietAtNight: Bool)?

    /// A learner for answers that count as truncated at `cap` rows, and windows of so many days at most.
    public init(span: Span, cap: Int, days: Int) {
        self.span = span
        self.cap = cap
        widest = Int64(days) * 86_400
    }

    /// Seconds that the next window should have at most, where nothing is known of what is left.
    public var width: Int64 {
        if let fits { return fits }
        return bounded(wanted)
    }

    /// Seconds that the next window should have at most, where `rest` is left to ask for in one piece.
    public func width(within rest: Window) -> Int64 {
        if let fits { return fits }
        guard case .auto = span, let sameDay, rest.length < widest else { return width }
        let busy = sameDay.isQuietAtNight ? Night.busySeconds(rest) : rest.length
        let promised = Double(busy) * sameDay.rowsPerSecond / Double(cap)
        if promised <= (sameDay.isQuietAtNight ? Self.hopeOfQuietMorning : 0.99) { return bounded(rest.length) }
        // Shared out evenly, so that the last window is not a sliver.
        let windows = (promised / 0.99).rounded(.up)
        let share = sameDay.isQuietAtNight ? Self.fillOfSameDay : promised / windows
        return bounded(Int64((Double(cap) * share / sameDay.rowsPerSecond).rounded(.up)))
    }

    private var wanted: Int64 {
        switch span {
        case .seconds(let seconds): min(seconds, widest)
        case .auto: rowsPerSecond.map { fitting($0) } ?? widest
        }
    }

    private func bounded(_ width: Int64) -> Int64 { max(1, min(width, bound ?? width)) }

    /// Takes note of a window that was received whole, or of what an earlier run received.
    public mutating func learn(rows: Int, seconds: Int64) {
        guard seconds > 0 else { return }
        let seen = Double(rows) / Double(seconds)
        // The busier of what was known and what is new counts most: too narrow costs a call, too wide costs the answer.
        rowsPerSecond = rowsPerSecond.map { max(seen, ($0 + seen) / 2) } ?? seen
        if fits != nil {
            fits = nil
        } else if let bound, seconds >= bound {
            self.bound = rows * 3 < cap ? bound * 2 : bound
        }
    }

    /// Takes note of a window that proved too large.
    ///
    /// Whether the next one fits is never taken on trust: its answer is judged like any other.
    ///
    /// - Parameters:
    ///   - rows: rows that came before the answer ended.
    ///   - seen: how they lie in time.
    ///   - narrower: the width to fall back on.
    public mutating func tooLarge(rows: Int, seen: SeenRows, narrower: Int64) {
        isMisled = isMisled || fits != nil
        fits = nil
        bound = narrower
        guard !isMisled, let covered = seen.covered, covered > 1, rows >= cap else { return }
        // All rows after the oldest second came, and they are fewer than the cap.
        fits = max(1, min(covered - 1, narrower * 2))
        let average = Double(rows) / Double(covered)
        rowsPerSecond = average
        sameDay =
            covered < 86_400 ? (seen.isQuietAtNight ? seen.busyRate ?? average : average, seen.isQuietAtNight) : nil
        if case .auto = span { bound = nil }
    }

    private func fitting(_ rowsPerSecond: Double) -> Int64 {
        guard rowsPerSecond > 0 else { return widest }
        let seconds = Double(cap) * Self.fill / rowsPerSecond
        guard seconds < Double(widest) else { return widest }
        // Whole days make files that are finished early.
        return seconds >= 86_400 ? Int64(seconds) / 86_400 * 86_400 : max(1, Int64(seconds))
    }
}
