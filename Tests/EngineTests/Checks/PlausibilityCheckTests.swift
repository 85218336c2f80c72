import ETL
import Testing

@testable import Engine

@Suite struct PlausibilityCheckTests {
    private func isDoubted(committed: Int, received: Int, maxShrink: Int) -> Bool {
        let window = Window(Day(number: 20_000))
        let before = CommittedPartition(received: committed, rows: committed, quarantined: 0, bytes: 1, state: .final)
        let plausibility = PlausibilityCheck(
            committed: before, sameWeekday: [], rules: QualityRules(maxShrink: Share(maxShrink, of: 100)))
        return plausibility.reasonToDoubt([KeptWindow(part: 0, window: window, rows: received, calls: 1)]) != nil
    }

    /// `max_shrink` is the largest share of the committed rows that may vanish.
    @Test(arguments: [
        (10, 900, false), (10, 899, true), (50, 500, false), (50, 499, true), (90, 100, false), (90, 99, true),
        (0, 1_000, false), (0, 999, true), (100, 1, false), (0, 2_000, false),
    ])
    func moreMayNotVanish(maxShrink: Int, received: Int, isDoubted: Bool) {
        #expect(self.isDoubted(committed: 1_000, received: received, maxShrink: maxShrink) == isDoubted)
    }

    @Test func aSmallDayMayLoseAny() { #expect(!isDoubted(committed: 99, received: 1, maxShrink: 10)) }
}
