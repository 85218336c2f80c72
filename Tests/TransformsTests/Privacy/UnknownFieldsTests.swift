import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// A hidden value that comes under another name is hidden too.
@Suite struct UnknownFieldsTests {
    private static let schema = Schema(fields: [
        Field("phone", origin: "phone"), Field("name", origin: "name"), Field("_extra", .json),
    ])

    private func batch(_ row: String, hiding: [String] = ["phone"]) throws -> RecordBatch {
        var batch = try RecordBatch.scanning(json: "[\(row)]", schema: Self.schema)
        var chain = try TransformChain(
            [CleanText(fields: ["phone", "name"])] + (hiding.isEmpty ? [] : [Mask(fields: hiding)]), input: Self.schema)
        try chain.apply(to: &batch)
        return batch
    }

    @Test(arguments: [
        // The field has another name: whatever is unknown may be it.
        (#"{"name":"a","telephone":"573001234567"}"#, #"{"telephone":"************"}"#),
        (
            #"{"phone":null,"tel":573001234567,"n":12,"o":{"p":["573001234567"]},"t":true}"#,
            #"{"tel":null,"n":0,"o":null,"t":null}"#
        ),
        (#"{"phone":"-","tel":"5730","list":[7]}"#, #"{"tel":"****","list":[ ]}"#),
        // The field is there: what resembles it is hidden, the rest is kept.
        (
            #"{"phone":"573001234567","e164":"+57 300 123-4567","queue":"12","when":"2026-10-01"}"#,
            #"{"e164":"****************","queue":"12","when":"2026-10-01"}"#
        ),
        (
            #"{"phone":"573001234567","deep":{"tel":"3001234567"},"number":573001234567}"#,
            #"{"deep":null,"number":null}"#
        ),
        (#"{"phone":"12","ext":"12","other":"123"}"#, #"{"ext":"**","other":"123"}"#),
        (#"{"phone":"Ana María","full":"ANA MARÍA LÓPEZ"}"#, #"{"full":"*****************"}"#),
        (
            #"{"phone":"573001234567","a":"57\u00a0300\u00a0123\u00a0456","b":"300‑123‑4567","c":"300–1234567"}"#,
            #"{"a":"*****************************","b":"****************","c":"*************"}"#
        ),
        (
            #"{"phone":"573001234567","arabic":"٥٧٣٠٠١٢٣٤٥٦٧","wide":"５７３００１２３","tabs":"300\t123\n4567"}"#,
            #"{"arabic":"************************","wide":"************************","tabs":"**************"}"#
        ),
        (#"{"phone":"90417","doc":"CC 90417","part":"041"}"#, #"{"doc":"********","part":"041"}"#),
        // A name that holds the value is hidden as the value is.
        (
            #"{"phone":"573001234567","n573001234567":true,"x":1,"57-300-123-4567":2}"#,
            #"{"*************":true,"x":1,"**************2":2}"#
        ),
        (#"{"phone":null,"n573001234567":true,"line_2":null}"#, #"{"*************":null,"line_2":null}"#),
        (#"{"phone":"573001234567","esc":"\u0035\u00373001234567"}"#, #"{"esc":"**********************"}"#),
    ])
    func whatMayBeItIsHidden(_ row: String, _ extra: String) throws {
        let batch = try batch(row)
        let shown = try #require(batch.column("_extra")?[0])
        #expect(shown.replacing("[ ]", with: "[]") == extra.replacing("[ ]", with: "[]"))
        let raw = String(decoding: batch.bytes[batch.rows.spans[0]], as: UTF8.self)
        #expect(raw.utf8.count == row.utf8.count)
    }

    @Test func nothingIsTouchedWhereNothingIsHidden() throws {
        let row = #"{"tel":"573001234567"}"#
        #expect(try batch(row, hiding: []).column("_extra") == [row])
    }

    @Test(arguments: [
        (#""573001234567""#, #""************""#), ("573001234567", "null        "),
        (#"["573001234567"]"#, "null            "),
        (
            #"{"name":"a","tel":"573001234567","tel":"573007654321"}"#,
            #"{"name":"a","tel":"************","tel":"************"}"#
        ),
        (
            #"{"name":"a","name":"b","phone":"1","o":{"tel":"573001234567"}}"#,
            #"{"name":"a","name":"b","phone":"1","o":null                  }"#
        ),
    ])
    func rowsThatAreNoneShowNothingUnknown(_ row: String, _ expected: String) throws {
        let batch = try batch(row)
        #expect(batch.isRejected(0))
        #expect(String(decoding: batch.bytes[batch.rows.spans[0]], as: UTF8.self) == expected)
    }

    @Test func aRejectionForgetsTheValueOfAnUnknownField() throws {
        let batch = try batch(#"{"name":"a","tel":"57300\u0001 \ud800"}"#)
        #expect(batch.rejections.map(\.reason) == [.loneSurrogate])
        #expect(batch.rejections.first?.field == "tel")
        #expect(batch.rejections.first?.value == nil)
    }

    @Test func longTextsAreComparedAndNotTakenForAlike() throws {
        let phone = String(repeating: "abcdefgh", count: 400)
        let other = String(repeating: "hgfedcba", count: 400)
        let batch = try batch(#"{"phone":"\#(phone)","note":"\#(other)","copy":"x\#(phone)"}"#)
        let extra = try #require(batch.column("_extra")?[0] ?? nil)
        #expect(extra.contains(other))
        #expect(!extra.contains(phone))
    }

    @Test(
        arguments: UnknownFieldPolicy.allCases,
        [
            #"{"phone":"573001234567","n573001234567":"\ud800"}"#,
            #"{"phone":"573001234567","n573001234567":1,"n573001234567":2}"#,
            #"{"phone":"1","phone":"573001234567","n573001234567":1}"#,
            #"{"name":"a","name":"b","n573001234567":1}"#,
        ])
    func noRejectionNamesAKeyThatHoldsTheValue(_ policy: UnknownFieldPolicy, _ row: String) throws {
        var batch = try RecordBatch.scanning(json: "[\(row)]", schema: Self.schema, unknownFields: policy)
        var chain = try TransformChain([Mask(fields: ["phone"])], input: Self.schema)
        try chain.apply(to: &batch)
        #expect(batch.rejections.allSatisfy { $0.field?.contains("573001234567") != true })
        let raw = String(decoding: batch.bytes[batch.rows.spans[0]], as: UTF8.self)
        #expect(!raw.contains("n573001234567"))
        #expect(!batch.rows.extras.contains { batch.text(of: $0.key)?.contains("573001234567") == true })
    }

    @Test func theColumnMadeOfAHiddenOneMustBeHiddenToo() throws {
        let schema = Typing.schema([("id", .text), ("channel", .connectorChannel)])
        func bind(_ transformers: any Transformer...) throws -> [String] {
            try TransformChain([StandardTyping(zone: Typing.bogota)] + transformers, input: schema).redactions.map(
                \.field)
        }
        #expect(throws: ETLError.self) { try bind(Mask(fields: ["connector_id"])) }
        #expect(throws: ETLError.self) { try bind(Mask(fields: ["channel"])) }
        #expect(
            try bind(Mask(fields: ["connector_id"]), Drop(fields: ["channel", "connector_type"])) == ["channel"])
        #expect(
            try bind(Mask(fields: ["channel", "connector_id", "connector_type"])) == ["channel", "channel", "channel"])
    }
}
