import ETL
import Testing

@Suite struct SpanLearnerTests {
    private let day: Int64 = 86_400

    @Test func startsAsWideAsTheSourceAllows() {
        #expect(SpanLearner(span: .auto, cap: 60_000, days: 31).width == 31 * day)
    }

    @Test func staysWideOnQuietDays() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.learn(rows: 500, seconds: day)
        #expect(learner.width == 31 * day)
    }

    @Test func narrowsToWhatFitsBelowTheCap() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.learn(rows: 10_000, seconds: day)
        #expect(learner.width == 4 * day)
        learner.learn(rows: 173_000, seconds: day)
        #expect(Double(learner.width) * 173_000 / Double(day) < 60_000)
    }

    /// A truncated answer whose rows lie evenly over the last `covered` seconds of a day.
    private func seen(covered: Int64, evenly: Bool = true) -> SeenRows {
        let end = Window(Day(number: 20_000)).last
        var seen = SeenRows(end: end)
        for step in stride(from: Int64(0), to: covered, by: 60) where evenly || step > 2 * 3600 {
            seen.note(end + -step)
        }
        seen.note(end + -(covered - 1))
        return seen
    }

    @Test func asksNextForWhatATruncatedAnswerShowedToFit() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.tooLarge(rows: 60_000, seen: seen(covered: day / 3), narrower: 15 * day)
        #expect(learner.width == day / 3 - 1)
    }

    @Test func sharesTheRestOfAnEvenDayOutEvenly() {
        var learner = SpanLearner(span: .auto, cap: 480, days: 31)
        learner.tooLarge(rows: 480, seen: seen(covered: day / 3), narrower: 15 * day)
        learner.learn(rows: 479, seconds: day / 3 - 1)
        let rest = Window(
            first: LocalTime(Day(number: 20_000)), last: LocalTime(Day(number: 20_000)) + (day * 2 / 3 - 1))
        #expect(learner.width(within: rest) < day / 3)
        #expect(learner.width(within: rest) > day / 5)
    }

    @Test func expectsLittleOfNightsThatProvedQuiet() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        let quiet = seen(covered: day / 3, evenly: false)
        #expect(quiet.isQuietAtNight)
        #expect(!seen(covered: day / 3).isQuietAtNight)
        learner.tooLarge(rows: 60_000, seen: quiet, narrower: 15 * day)
        learner.learn(rows: 59_999, seconds: day / 3 - 1)
        let night = Window(first: LocalTime(Day(number: 20_000)), last: LocalTime(Day(number: 20_000)) + 8 * 3600)
        #expect(learner.width(within: night) == night.length)
    }

    @Test func halvesWhereRowsCameInNoOrder() {
        var mixed = SeenRows(end: Window(Day(number: 20_000)).last)
        mixed.note(LocalTime(Day(number: 20_000)))
        mixed.note(LocalTime(Day(number: 20_000)) + 60)
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.tooLarge(rows: 60_000, seen: mixed, narrower: 15 * day)
        #expect(learner.width == 15 * day)
        learner.tooLarge(rows: 60_000, seen: mixed, narrower: 7 * day)
        #expect(learner.width == 7 * day)
    }

    /// A source that leaves out rows here and there looks as if nearly all of the window fitted.
    @Test func halvesOnceAStretchThatShouldFitDidNot() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.tooLarge(rows: 60_000, seen: seen(covered: day), narrower: day / 2)
        #expect(learner.width == day - 1)
        learner.tooLarge(rows: 60_000, seen: seen(covered: day - 1), narrower: day / 2)
        #expect(learner.width == day / 2)
        learner.tooLarge(rows: 60_000, seen: seen(covered: day / 2), narrower: day / 4)
        #expect(learner.width == day / 4)
    }

    @Test func keepsToADeclaredSpanUntilItProvesTooLarge() {
        var learner = SpanLearner(span: .seconds(21_600), cap: 60_000, days: 31)
        learner.learn(rows: 10, seconds: 21_600)
        #expect(learner.width == 21_600)
        learner.tooLarge(rows: 59_000, seen: seen(covered: 600), narrower: 10_800)
        #expect(learner.width == 10_800)
        learner.learn(rows: 100, seconds: 10_800)
        #expect(learner.width == 21_600)
    }
}
