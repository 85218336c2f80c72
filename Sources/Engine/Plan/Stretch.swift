public import ETL

/// What a job asks for of days that go on: not all of them, but what there is so far, or a slice of that.
public struct Stretch: Sendable, Equatable {
    /// What is asked for.
    public var window: Window
    /// The slice whose rows replace those of the same seconds; nil where the rows replace all that is there of the days.
    public var slice: Slice?
    /// What is known of the slices before, by the day: a slice is judged by the rows of theirs that it would remove.
    public var before: [Day: LastSlice]

    /// All that there is of some days until the end of `window`.
    public init(window: Window) {
        self.window = window
        slice = nil
        before = [:]
    }

    /// A slice after others.
    public init(_ slice: Slice, after before: [Day: LastSlice]) {
        window = slice.window
        self.slice = slice
        self.before = before
    }

    /// The days that it touches.
    public var days: ClosedRange<Day> { window.days }

    /// The same days from their start on, for stages that cannot bring a slice.
    var fromDayStart: Stretch {
        Stretch(window: Window(first: LocalTime(window.first.day), last: window.last))
    }
}

extension ReportJob {
    /// Whether the job can bring a slice of a day: its rows carry their own time, the source selects them by it, and one
    /// extractor brings them all.
    public var bringsSlices: Bool {
        extractors.count == 1 && fanOut?.isFallback != false && !rowsBelongToWindow
            && extractors[0].limits.grain == .event
            && extractors[0].schema.eventTime != nil
    }
}

/// Whether a slice can be believed, given the rows of the slice before that it would remove.
struct SliceCheck {
    let before: LastSlice
    /// Rows received in the slice.
    let received: Int
    /// Those of them that are no later than the slice before reached.
    let overlapping: Int
    let rules: QualityRules

    /// Why the slice is hard to believe; nil if it isn't.
    var reasonToDoubt: String? {
        guard before.recent > 0 else { return nil }
        let were = "\(before.recent) \(before.recent.choosing("is", "are")) committed since \(before.border)"
        if received == 0 { return rules.acceptEmpty ? nil : "no rows came where \(were)" }
        guard !rules.acceptShrink, before.recent >= Self.enoughToShrink,
            rules.maxShrink.isExceeded(by: before.recent - overlapping, of: before.recent)
        else { return nil }
        return "\(overlapping) \(overlapping.choosing("row", "rows")) came where \(were)"
    }

    private static let enoughToShrink = 20
}
