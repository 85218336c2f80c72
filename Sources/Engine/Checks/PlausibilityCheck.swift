internal import ETL

/// Whether what was received of a day can be believed, given what was received before.
///
/// The API was seen to answer with nothing at night and with thousands of rows hours later, so an answer that takes
/// rows away needs a second look.
struct PlausibilityCheck {
    /// What the partition held before this run; nil if it was never written.
    var committed: CommittedPartition?
    /// Rows of the same weekday in the four weeks before, as far as they are known.
    var sameWeekday: [Int]
    var rules: QualityRules

    /// Why `kept` is hard to believe; nil if it isn't.
    func reasonToDoubt(_ kept: [KeptWindow]) -> String? {
        let received = kept.reduce(0) { $0 + $1.rows }
        if !rules.acceptEmpty, let reason = emptiness(kept, received) { return reason }
        guard !rules.acceptShrink, let committed, received > 0, committed.received >= Self.enoughToShrink,
            rules.maxShrink.isExceeded(by: committed.received - received, of: committed.received)
        else { return nil }
        return "\(received) \(received.choosing("row", "rows")) came where \(committed.received) are committed"
    }

    private func emptiness(_ kept: [KeptWindow], _ received: Int) -> String? {
        if received == 0 {
            if let committed, committed.received > 0 {
                return "no rows came where \(committed.received) \(committed.received.choosing("is", "are")) committed"
            }
            if sameWeekday.count == 4, sameWeekday.allSatisfy({ $0 >= Self.enoughToExpect }) {
                return "no rows came, and the same weekday had \(sameWeekday.min() ?? 0) or more in each of four weeks"
            }
            return nil
        }
        // Windows of one day differ from run to run: only those of the earlier one that lie within count. Several
        // extractors fill one day, so a window is empty only if all of them found nothing in it.
        for window in kept {
            let now = kept.filter { $0.window.intersection(window.window) != nil }.reduce(0) { $0 + $1.rows }
            let before = (committed?.windows ?? []).filter { window.first <= $0.first && $0.last <= window.last }
            let rows = before.reduce(0) { $0 + $1.rows }
            if now == 0, rows > 0 {
                return "no rows came for \(window.window) where \(rows) \(rows.choosing("is", "are")) committed"
            }
        }
        return nil
    }

    private static let enoughToShrink = 100
    private static let enoughToExpect = 20
}
