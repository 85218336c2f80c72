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

    @Test func asksNextForWhatATruncatedAnswerShowedToFit() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.tooLarge(rows: 60_000, covered: day / 3, narrower: 15 * day)
        #expect(learner.width == day / 3 - 1)
        learner.learn(rows: 59_990, seconds: day / 3 - 1)
        #expect(learner.width < day / 3)
        #expect(learner.width > day * 3 / 10)
    }

    @Test func halvesWhereNothingIsKnownOfTheOrder() {
        var learner = SpanLearner(span: .auto, cap: 60_000, days: 31)
        learner.tooLarge(rows: 60_000, covered: nil, narrower: 15 * day)
        #expect(learner.width == 15 * day)
        learner.tooLarge(rows: 60_000, covered: nil, narrower: 7 * day)
        #expect(learner.width == 7 * day)
    }

    @Test func keepsToADeclaredSpanUntilItProvesTooLarge() {
        var learner = SpanLearner(span: .seconds(21_600), cap: 60_000, days: 31)
        learner.learn(rows: 10, seconds: 21_600)
        #expect(learner.width == 21_600)
        learner.tooLarge(rows: 60_000, covered: nil, narrower: 10_800)
        #expect(learner.width == 10_800)
        learner.learn(rows: 100, seconds: 10_800)
        #expect(learner.width == 21_600)
    }
}
