import ETL
import TestSupport
import Testing

@testable import Commands

@Suite struct ProgressLineTests {
    private static let now: Int64 = 1_000_000
    private static let window = "2026-10-01 … 2026-10-31"

    private static func source(_ name: String = "bogota", wait: SourceProgress.Wait = .nothing) -> SourceProgress {
        var progress = SourceProgress(source: name)
        progress.report = "campaign_7"
        (progress.total, progress.finished, progress.rows, progress.calls) = (12, 3, 123_456, 17)
        (progress.callsLeft, progress.began) = (1283, now - 30)
        (progress.window, progress.wait) = (window, wait)
        return progress
    }

    /// Names and reasons of wide and of combining characters, numbers as long as can be.
    private static let cases: [SourceProgress] = {
        var many = source()
        (many.total, many.finished, many.rows, many.calls) = (4_000_000, 1_234_567, .max, .max)
        many.callsLeft = .max
        many.began = 0
        var label = source("東京の営業所")
        label.window = "キャンペーン２０２６, \(window)"
        return [
            source(), SourceProgress(source: "bogota"), many, label, source("e\u{301}cole\u{1B}[2J\r\n"),
            source(wait: .answer(window, since: now - 1)), source(wait: .answer(window, since: now - 61)),
            source("東京", wait: .pause("サーバーは混雑しています 🙂", until: now + 3600)),
            source(wait: .pause("the server answered HTTP 503", until: now - 5)), source(wait: .token(since: now - 90)),
        ]
    }()

    @Test(arguments: 1...250)
    func neverIsWiderThanTheTerminal(width: Int) {
        for progress in Self.cases {
            for names in [0, 30] {
                let text = ProgressLine(progress: progress, now: Self.now, namesWidth: names).text(width: width)
                #expect(Screen.width(text) <= width, "\(text)")
                #expect(DisplayWidth.columns(text) <= width && !text.isEmpty)
                #expect(text.unicodeScalars.allSatisfy { ShownText.isVisible($0) })
            }
        }
    }

    /// What is said at one width is said at every larger one.
    @Test func nothingGoesWhereThereIsMoreRoom() {
        let facts = [
            "3/12 days", "123,456 rows", "17 calls", "1,283 left", "90 s left", "4,115 rows/s", "asks again in 9 s",
        ]
        for progress in [Self.source(), Self.source(wait: .pause("the server is closed", until: Self.now + 9))] {
            var known: Set<String> = []
            for width in 40...250 {
                let text = ProgressLine(progress: progress, now: Self.now).text(width: width)
                let said = Set(facts.filter { text.contains($0) })
                // A wait that is cut leaves room for the days alone.
                #expect(said.isSuperset(of: known.subtracting(["3/12 days"])), "\(width): \(text)")
                known = said
            }
            #expect(known.count >= 6)
        }
    }

    @Test func hasEverythingWhereThereIsRoom() {
        let line = ProgressLine(progress: Self.source(), now: Self.now, namesWidth: 20)
        #expect(
            line.text(width: 200)
                == "bogota campaign_7     █████░░░░░░░░░░░░░░░ 3/12 days  123,456 rows  4,115 rows/s  17 calls, 1,283 left  "
                + "90 s left  2026-10-01 … 2026-10-31")
    }

    @Test func hasTheMostImportantInFortyColumns() {
        func text(_ wait: SourceProgress.Wait) -> String {
            ProgressLine(progress: Self.source(wait: wait), now: Self.now).text(width: 39)
        }
        #expect(text(.nothing) == "bogota campaign_7  3/12 days  90 s left")
        #expect(text(.answer("2026-10-01", since: Self.now - 4)) == "bogota campaign_7  3/12 days  90 s left")
        #expect(text(.answer("2026-10-01", since: Self.now - 75)) == "bogota campaign_7  waiting 75 s for 20…")
        #expect(text(.token(since: Self.now - 180)) == "bogota campaign_7  waiting 3 min for t…")
        #expect(text(.pause("HTTP 503", until: Self.now + 4)) == "bogota campaign_7  asks again in 4 s: …")
    }

    /// Days that took no call say nothing of the time that the others take.
    @Test func theTimeLeftIsThatOfDaysThatAreAskedFor() {
        var progress = Self.source()
        (progress.total, progress.finished, progress.spared) = (1000, 903, 900)
        #expect(progress.secondsLeft(at: Self.now) == 970)
        progress.finished = 900
        #expect(progress.secondsLeft(at: Self.now) == nil)
        #expect(ProgressLine.duration(99) == "99 s" && ProgressLine.duration(100) == "2 min")
        #expect(ProgressLine.duration(12_000) == "3 h 20 min" && ProgressLine.duration(7200) == "2 h")
    }
}
