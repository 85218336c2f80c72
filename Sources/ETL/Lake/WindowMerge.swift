/// Makes one account of a day out of the windows of all its parts.
package enum WindowMerge {
    /// The stretches whose borders all parts have in common, oldest first, cut to the day.
    ///
    /// Several extractors fill a partition one after another, each with windows of its own; only where all of them
    /// were cut can the rows be told apart.
    package static func merge(_ kept: [KeptWindow], day: Day, zone: ZoneRules) -> [Manifest.Received] {
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
                merged[merged.count - 1].add(window)
            } else {
                merged.append(window)
            }
        }
        return withoutGaps(merged, zone).map { one in
            Manifest.Received(
                from: zone.iso8601(one.window.first), to: zone.iso8601(one.window.last, later: true),
                rows: one.rows, calls: one.calls)
        }
    }

    /// The windows as the clock showed them, so that as instants too they follow one another without overlap.
    ///
    /// A reading that the clock skipped keeps the offset before the gap, and would be a later instant than readings that
    /// follow it: a window that ends in a gap ends before the gap, and one that begins in it begins where the gap does.
    /// A window that lies in a gap altogether is counted with the one before it, or else with the one behind.
    private static func withoutGaps(_ windows: [KeptWindow], _ zone: ZoneRules) -> [KeptWindow] {
        var shown: [KeptWindow] = []
        var skipped: [KeptWindow] = []
        for var window in windows {
            let (start, end) = (zone.gap(at: window.window.first), zone.gap(at: window.window.last))
            if start != nil, start == end {
                if shown.isEmpty { skipped.append(window) } else { shown[shown.count - 1].add(window) }
                continue
            }
            if let start { window.first = start.lowerBound.seconds }
            if let end { window.last = end.lowerBound.seconds - 1 }
            for earlier in skipped { window.add(earlier) }
            skipped = []
            shown.append(window)
        }
        return shown
    }
}

extension KeptWindow {
    fileprivate mutating func add(_ other: KeptWindow) {
        rows += other.rows
        calls += other.calls
    }
}
