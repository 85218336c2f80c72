import ETL
import Testing
import WolkvoxETLTesting

@testable import Engine

@Suite struct DriftWatchTests {
    private static let schema = Schema(
        fields: [
            Field("id", origin: "id"), Field("date", origin: "date"), Field("phone", origin: "phone"),
            Field("_extra", .json),
        ])

    private func drift(_ rows: [String], hiding: [Redaction] = []) throws -> [Drift] {
        var watch = DriftWatch(input: Self.schema, output: Self.schema, hiding: hiding)
        let batch = try RecordBatch.scanning(json: "[\(rows.joined(separator: ","))]", schema: Self.schema)
        watch.see(batch, rows: 0..<batch.count)
        return watch.drift
    }

    @Test func aSoundAnswerHasNone() throws {
        #expect(try drift([#"{"id":"1","date":"","phone":null}"#]).isEmpty)
        #expect(try drift([]).isEmpty)
    }

    @Test func aNewFieldIsToldWithItsFirstValue() throws {
        let rows = [#"{"id":"1","date":"","phone":"","queue":"north"}"#, #"{"id":"1","queue":"south","x":[1]}"#]
        #expect(
            try drift(rows) == [
                Drift(.newField, field: "queue", example: "north"), Drift(.newField, field: "x", example: "[1]"),
            ])
    }

    @Test func aFieldThatNoRowHasIsTold() throws {
        let rows = Array(repeating: #"{"id":"1","phone":"2"}"#, count: 40)
        #expect(try drift(rows) == [Drift(.vanishedField, field: "date")])
    }

    @Test func aFieldThatOneRowHasIsThere() throws {
        let rows = Array(repeating: #"{"id":"1","phone":"2"}"#, count: 40) + [#"{"date":"x"}"#]
        #expect(try drift(rows).isEmpty)
    }

    @Test func aValueThatLooksLikeAKeyIsNone() throws {
        #expect(try drift([#"{"id":"date","phone":"\"date\":"}"#]) == [Drift(.vanishedField, field: "date")])
        #expect(try drift([#"{"id":"1","phone":"", "date" : null}"#]).isEmpty)
    }

    @Test func aWordThatAVocabularyLacksIsToldOnce() throws {
        var watch = DriftWatch(input: Self.schema, output: Self.schema, hiding: [])
        let word = NewWord(field: "result", text: "VOICEMAIL", count: 3)
        watch.note([word, NewWord(field: "result", text: "FAX", count: 1)])
        watch.note([word])
        #expect(
            watch.drift == [
                Drift(.newValue, field: "result", example: "VOICEMAIL"),
                Drift(.newValue, field: "result", example: "FAX"),
            ])
        var other = DriftWatch(input: Self.schema, output: Self.schema, hiding: [])
        other.recall(watch.memory)
        #expect(other.drift == watch.drift)
    }

    @Test func aRenamedHiddenFieldShowsNothing() throws {
        let stars = Redaction(field: "phone") { Array(repeating: UInt8(ascii: "*"), count: $0.count) }
        let rows = [#"{"id":"1","date":"","telephone":"573001112233 Ñandú"}"#]
        #expect(
            try drift(rows, hiding: [stars]) == [
                Drift(.newField, field: "telephone", example: "999999999999 xxxxx"),
                Drift(.vanishedField, field: "phone"),
            ])
    }
}
