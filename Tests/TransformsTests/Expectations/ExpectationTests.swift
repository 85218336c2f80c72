import ByteScan
import ETL
import TestSupport
import Testing
import Transforms

@Suite struct ExpectationTests {
    private static let schema = Typing.schema([("id", .text), ("kind", .text), ("cost", .cost), ("date", .timestamp)])

    /// What an expectation finds in rows, after the standard typing.
    private static func breach(_ expectation: any RowExpectation, _ rows: [String]) throws -> Breach? {
        var batch = try Typing.run(StandardTyping(zone: Typing.bogota), rows: rows, schema: schema)
        batch.times = Array(repeating: nil, count: batch.count)
        var bound = try expectation.bind(to: batch.schema)
        bound.see(batch, rows: 0..<batch.count)
        return bound.breach
    }

    private static func ids(_ ids: String...) -> [String] { ids.map { #"{"id":"\#($0)"}"# } }

    @Test func aValueThatIsMissingIsNoticed() throws {
        let breach = try Self.breach(NotNull("id"), Self.ids("1", "", "-", "2"))
        #expect(breach?.rows == 2)
        #expect(breach?.message == "2 rows have no id")
        #expect(try Self.breach(NotNull("id"), Self.ids("1", "0")) == nil)
    }

    @Test func whatStandsTwiceIsNoticed() throws {
        let breach = try Self.breach(Unique(["id"]), Self.ids("a", "b", "a", "a"))
        #expect(breach?.rows == 2)
        #expect(breach?.message == "2 rows repeat id (the first: a)")
        #expect(try Self.breach(Unique(["id"]), Self.ids("a", "b", "", "")) == nil)
    }

    @Test func severalColumnsAreOneValue() throws {
        let rows = [#"{"id":"a","kind":"bc"}"#, #"{"id":"ab","kind":"c"}"#, #"{"id":"a","kind":"x"}"#]
        #expect(try Self.breach(Unique(["id", "kind"]), rows) == nil)
        #expect(try Self.breach(Unique(["id", "kind"]), rows + [rows[1]])?.example == "ab, c")
    }

    @Test func oneHashStandsForOneValue() throws {
        let batch = try Typing.run(
            CleanText(fields: ["value"]), (0..<20_000).map { "\"0012.\($0)\"" }, form: .text)
        var bound = try Unique(["value"]).bind(to: batch.schema)
        bound.see(batch, rows: 0..<batch.count)
        #expect(bound.breach == nil)
        bound.see(batch, rows: 19_000..<batch.count)
        #expect(bound.breach?.rows == 1000)
    }

    @Test func aValueBeyondTheVocabularyIsNoticedOnceEach() throws {
        let rows = ["ANSWER", "BUSY", "VOICE\\u00c9", "busy", "VOICE\\u00c9", ""].map { #"{"kind":"\#($0)"}"# }
        let breach = try #require(try Self.breach(AcceptedValues("kind", ["ANSWER", "BUSY"]), rows))
        #expect(breach.rows == 3)
        #expect(breach.newValues.map(\.example) == ["VOICEÉ", "busy"])
        #expect(try Self.breach(AcceptedValues("kind", ["ANSWER", "BUSY", "VOICEÉ", "busy"]), rows) == nil)
    }

    @Test func anAcceptedValueMayNeedEscapes() throws {
        let rows = [#"{"kind":"a\"b\\c\nd"}"#]
        #expect(try Self.breach(AcceptedValues("kind", ["a\"b\\c\nd"]), rows) == nil)
    }

    @Test(
        arguments: [
            ("0", "1", ["0", "1", "0.5", "1.000", "0.00"], 0), ("0", "1", ["-0.01", "1.0001", "10"], 3),
            ("0.1", nil, ["0.09999999999999999999", "0.1"], 1), (nil, "-1", ["-1", "-1.5", "-0.5", "0"], 2),
            ("-2", "-1", ["-1.5", "-2.00", "-2.01", "1.5"], 2),
            ("99999999999999999999", nil, ["99999999999999999998", "100000000000000000000"], 1),
        ] as [(String?, String?, [String], Int)])
    func numbersAreComparedExactly(_ min: String?, _ max: String?, _ costs: [String], _ wrong: Int) throws {
        let breach = try Self.breach(InRange("cost", from: min, to: max), costs.map { #"{"cost":"\#($0)"}"# })
        #expect(breach?.rows ?? 0 == wrong)
    }

    @Test(
        arguments: [
            ("2026-10-01", "2026-10-01", 1), ("2026-10-01 08:00:00", nil, 1), (nil, "2026-09-30", 1),
            (nil, "2026-10-01 07:59:59", 1), ("2026-10-02", nil, 2),
        ] as [(String?, String?, Int)])
    func timesAreComparedAsFarAsTheBoundSays(_ min: String?, _ max: String?, _ wrong: Int) throws {
        let rows = ["2026-10-01 08:00:00", "2026-09-30 23:59:59"].map { #"{"date":"\#($0)"}"# }
        #expect(try Self.breach(InRange("date", from: min, to: max), rows)?.rows == wrong)
    }

    @Test func aRejectedRowDoesNotCount() throws {
        #expect(try Self.breach(NotNull("id"), [#"{"cost":"¿?"}"#]) == nil)
        #expect(try Self.breach(InRange("cost", from: "1", to: nil), [#"{"cost":"1,234"}"#]) == nil)
    }

    @Test func anExpectationNeedsItsColumn() {
        let expectations: [any RowExpectation] = [
            NotNull("x"), Unique(["id", "x"]), AcceptedValues("x", ["1"]), InRange("x", from: "1", to: nil),
            InRange("id", from: "1", to: nil), InRange("cost", from: "2026-10-01", to: nil),
        ]
        for expectation in expectations {
            #expect(throws: ETLError.self) { try expectation.bind(to: Self.schema) }
        }
    }

    /// An interrupted run's memory makes of a new one the same.
    @Test(arguments: [0, 1, 2, 3]) func memoryGoesOn(which: Int) throws {
        let expectations: [any RowExpectation] = [
            NotNull("id"), Unique(["id"]), AcceptedValues("kind", ["a"]), InRange("cost", from: "1", to: "2"),
        ]
        let rows = (0..<40).map {
            #"{"id":"\#($0 % 17)","kind":"\#($0 % 3 == 0 ? "a" : "é\($0 % 5)")","cost":"\#($0)"}"#
        }
        let batch = try Typing.run(StandardTyping(zone: Typing.bogota), rows: rows, schema: Self.schema)
        var whole = try expectations[which].bind(to: batch.schema)
        var first = whole
        var second = whole
        whole.see(batch, rows: 0..<40)
        first.see(batch, rows: 0..<20)
        let recalled = second.recall(first.memory)
        #expect(recalled)
        second.see(batch, rows: 20..<40)
        #expect(second.breach == whole.breach)
        let recalledNonsense = second.recall([1, 2, 3])
        #expect(!recalledNonsense)
    }
}
