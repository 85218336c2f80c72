/// Decides how wide the next window should be.
///
/// A declared span is kept to, and halved where it proves too large. Without one, windows start as wide as the source
/// allows, and what was seen of rows per second decides from then on: wide enough to make few calls, narrow enough to
/// stay below the cap.
public struct SpanLearner: Sendable, Equatable {
    /// How the pipeline file states the width of a window.
    public enum Span: Sendable, Equatable {
        /// As wide as experience allows.
        case auto
        /// So many seconds.
        case seconds(Int64)
    }

    /// Share of the cap that a window is planned to fill, where other days taught the density: days differ.
    private static let fill = 0.7
    /// The same where a truncated answer of the very day taught it: a day's next hours are much like the last.
    private static let fillOfSameDay = 0.99

    private let span: Span
    private let cap: Int
    private let widest: Int64
    private var rowsPerSecond: Double?
    /// Upper bound after a window proved too large.
    private var bound: Int64?
    /// The stretch that is known to fit, for the next window alone.
    private var fits: Int64?
    private var fill = SpanLearner.fill

    /// A learner for answers that count as truncated at `cap` rows, and windows of so many days at most.
    public init(span: Span, cap: Int, days: Int) {
        self.span = span
        self.cap = cap
        widest = Int64(days) * 86_400
    }

    /// Seconds that the next window should have at most, where nothing is known of what is left.
    public var width: Int64 { width(within: widest) }

    /// Seconds that the next window should have at most, where `length` seconds are left to ask for in one piece.
    ///
    /// Where their density is known well they are shared out evenly, so that the last window is not a sliver.
    public func width(within length: Int64) -> Int64 {
        if let fits { return max(1, fits) }
        let wanted: Int64 =
            switch span {
            case .seconds(let seconds): min(seconds, widest)
            case .auto: rowsPerSecond.map { fitting($0, length) } ?? widest
            }
        return max(1, min(wanted, bound ?? wanted))
    }

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
    ///   - covered: seconds which those rows cover, from the oldest to the window's end, if they came newest first; nil
    ///     if that is not known.
    ///   - narrower: the width to fall back on.
    public mutating func tooLarge(rows: Int, covered: Int64?, narrower: Int64) {
        fits = nil
        bound = narrower
        guard let covered, covered > 1, rows >= cap else { return }
        // All rows after the oldest second came, and they are fewer than the cap.
        fits = min(covered - 1, narrower * 2)
        rowsPerSecond = Double(rows) / Double(covered)
        fill = Self.fillOfSameDay
        if case .auto = span { bound = nil }
    }

    private func fitting(_ rowsPerSecond: Double, _ length: Int64) -> Int64 {
        guard rowsPerSecond > 0 else { return widest }
        let seconds = Double(cap) * fill / rowsPerSecond
        guard seconds < Double(widest) else { return widest }
        // Whole days make files that are finished early.
        if seconds >= 86_400 { return Int64(seconds) / 86_400 * 86_400 }
        guard fill == Self.fillOfSameDay, Double(length) < Double(widest) else { return max(1, Int64(seconds)) }
        let windows = (Double(length) / seconds).rounded(.up)
        return max(1, Int64((Double(length) / windows).rounded(.up)))
    }
}
