import ETL
import TestSupport
import Testing
import WolkvoxETLTesting

@testable import FlatFiles

@Suite struct QuarantineTests {
    private static let stars = Redaction(field: "phone") { _ in Array("***".utf8) }

    private func lines(_ json: String, _ redactions: [Redaction], reject: (inout RecordBatch) -> Void) throws
        -> [String]
    {
        var batch = try RecordBatch.scanning(json: json, schema: Fixture.schema)
        reject(&batch)
        let encoder = QuarantineEncoder(redactions)
        var lines: [UInt8] = []
        for rejection in batch.rejections { encoder.append(rejection, of: batch, to: &lines) }
        return String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func aRowStandsAsItCameWithItsReason() throws {
        let lines = try lines(#"[{ "id" : "1", "other": [1, {"a":null}], "note":"x y" }]"#, []) {
            $0.reject(0, .invalidDecimal, field: "note", value: "x y")
        }
        #expect(
            lines == [
                #"{"reason":"invalid_decimal","field":"note","value":"x y","row":{"id":"1","other":[1,{"a":null}],"note":"x y"}}"#
            ])
    }

    @Test func hiddenFieldsAreHiddenInValueAndRow() throws {
        let lines = try lines(
            #"[{"id":"1","phone":"3001234"},{"phone":3001234},{"phone":null},{"phone":""}]"#, [Self.stars]
        ) {
            for row in 0..<4 { $0.reject(row, .transformFailed, field: "phone", value: row < 2 ? "3001234" : nil) }
        }
        let start = #"{"reason":"transform_failed","field":"phone","value":"#
        #expect(
            lines == [
                start + #""***","row":{"id":"1","phone":"***"}}"#, start + #""***","row":{"phone":"***"}}"#,
                start + #"null,"row":{"phone":null}}"#, start + #"null,"row":{"phone":""}}"#,
            ])
    }

    @Test(arguments: [
        #"{"phone":"3001234","phone":"3001234"}"#, #"{"ph\u006fne":"3001234","id":1,"id":2}"#,
        #"[{"phone":{"number":"3001234"}}]"#, #"[[{"x":{"phone" : [ "3001234" ]}}]]"#,
    ])
    func noSpellingLeaksAHiddenValue(element: String) throws {
        let lines = try lines("[\(element)]", [Self.stars]) { _ in }
        #expect(lines.count == 1)
        #expect(lines.allSatisfy { $0.contains("row_text") && $0.contains("***") && !$0.contains("3001234") })
    }

    @Test func redactionsApplyOneAfterAnother() throws {
        let mark = Redaction(field: "phone") { $0 + Array("!".utf8) }
        let lines = try lines(#"[{"phone":"1"}]"#, [mark, mark]) { $0.reject(0, .transformFailed) }
        #expect(lines == [#"{"reason":"transform_failed","field":null,"value":null,"row":{"phone":"1!!"}}"#])
    }

    @Test func aBareValueStandsAsText() throws {
        let lines = try lines(#"["a\"b", 7]"#, []) { _ in }
        #expect(
            lines == [
                #"{"reason":"not_an_object","field":null,"value":null,"row_text":"\"a\\\"b\""}"#,
                #"{"reason":"not_an_object","field":null,"value":null,"row_text":"7"}"#,
            ])
    }

    @Test func isWrittenBesideThePartitionAndGoesWithIt() async throws {
        let directory = try TemporaryDirectory()
        let loader = FlatFileLoader(Fixture.options(directory, .csv))
        let plan = Fixture.plan(redactions: [Self.stars])
        let first = try await loader.commit([Fixture.row(1), Fixture.row(2, note: "bad")], plan: plan)
        #expect((first.received, first.rows, first.quarantined) == (2, 1, 1))
        #expect(
            try await Tool.lines("\(directory.path)/\(Fixture.quarantineFile)") == [
                #"{"reason":"invalid_decimal","field":"note","value":"bad","row":{"id":"2","seconds":null,"note":"bad","phone":"***"}}"#
            ])
        #expect(try directory.lake.verify().problems == [])
        _ = try await loader.commit([Fixture.row(1)], plan: plan)
        #expect(!directory.files.contains { $0.hasPrefix("_quarantine") })
    }
}
