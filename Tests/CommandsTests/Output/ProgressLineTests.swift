import Testing

@testable import Commands

@Suite struct ProgressLineTests {
    private let line = ProgressLine(
        finished: 3, total: 12, rows: 123_456, calls: 17, elapsed: 30,
        now: "campaign_7 of bogota, 2026-10-01 … 2026-10-31")

    @Test(arguments: [1, 10, 20, 39, 40, 60, 80, 100, 120, 200])
    func neverIsWiderThanTheTerminal(width: Int) {
        #expect(line.text(width: width).count <= width)
    }

    /// What the run waits for is whole where the terminal has room for it.
    @Test(arguments: [60, 80, 100, 120, 200])
    func saysWhatItWaitsFor(width: Int) {
        #expect(line.text(width: width).hasSuffix("  campaign_7 of bogota, 2026-10-01 … 2026-10-31"))
        #expect(line.text(width: width).contains("3/12 days"))
    }

    @Test func hasEverythingWhereThereIsRoom() {
        #expect(
            line.text(width: 200)
                == "█████░░░░░░░░░░░░░░░ 3/12 days  123,456 rows  17 calls  90 s left  "
                + "campaign_7 of bogota, 2026-10-01 … 2026-10-31")
    }

    @Test func isCutWithAMarkWhereThereIsNone() {
        #expect(line.text(width: 39) == "3/12 days  campaign_7 of bogota, 2026-…")
    }

    @Test func aRunOfNothingHasALineToo() {
        let line = ProgressLine(finished: 0, total: 0, rows: 0, calls: 0, elapsed: 0, now: "")
        #expect(line.text(width: 80) == "░░░░░░░░░░░░░░░░░░░░ 0/0 days  0 rows  0 calls")
    }
}
