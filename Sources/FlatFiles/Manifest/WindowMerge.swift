internal import ETL

/// Makes one account of a day out of the windows of all its parts.
enum WindowMerge {
    /// The stretches whose borders all parts have in common, oldest first, cut to the day.
    ///
    /// Several extractors fill a partition one after another, each with windows of its own; only where all of them
    /// were cut can the rows be told apart.
    static func merge(_ kept: [KeptWindow], day: Day, zone: ZoneRules) -> [Manifest.Received] {
        let whole = Window(day)
        let clipped = kept.compactMap { one in
            one.window.intersection(whole).map {
                KeptWindow(part: one.part, window: $0, rows: one.rows, calls: one.calls)
            }
        }
        var merged: [KeptWindow] = []
        for window in clipped.sorted(by: { ($0.first, $0.last) < ($1.first, $1.last) }) {
            if let last = merged.last, window.first <= last.last {
                merged[merged.count - 1].last = max(last.last, window.last)
                merged[merged.count - 1].rows += window.rows
                merged[merged.count - 1].calls += window.calls
            } else {
                merged.append(window)
            }
        }
        return merged.map { one in
            Manifest.Received(
                from: zone.iso8601(one.window.first), to: zone.iso8601(one.window.last, later: true),
                rows: one.rows, calls: one.calls)
        }
    }
}
