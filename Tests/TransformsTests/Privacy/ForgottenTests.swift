import ByteScan
import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// Rows of people who asked to be forgotten are left out before anything is done with them.
@Suite struct ForgottenTests {
    private static let schema = Schema(
        fields: [
            Field("id", origin: "id"), Field("cost", form: .cost, origin: "cost"), Field("phone", origin: "telephone"),
            Field(Schema.extraName, .json),
        ])

    private static func key(_ text: String = "a-key-of-sixteen-bytes") throws -> ForgetKey {
        try #require(ForgetKey(text))
    }

    private static func stage(_ values: [String], field: String = "telephone") throws -> LeaveOutForgotten {
        let key = try key()
        var list = ForgottenList(keyFingerprint: key.fingerprint)
        list.add(.init(field: field, at: "", values: values.map { key.token(of: Array($0.utf8), in: field) }))
        return try LeaveOutForgotten(list, key: key)
    }

    private static func batch(
        _ rows: String..., through stage: LeaveOutForgotten
    ) throws -> RecordBatch {
        var feed = RowFeed(schema: schema, rowCapacity: 64)
        try feed.fill(Array("[\(rows.joined(separator: ","))]".utf8))
        var chain = try TransformChain(
            [stage, StandardTyping(zone: ZoneRules(identifier: "UTC", initialOffset: 0))], input: schema)
        try chain.apply(to: &feed.batch)
        return feed.batch
    }

    @Test func theirRowsGoAndOthersStay() throws {
        let batch = try Self.batch(
            #"{"id":"1","telephone":"573001"}"#, #"{"id":"2","telephone":"573002"}"#,
            #"{"id":"573001","telephone":null}"#,
            #"{"id":"4","telephone":" 573001 "}"#, #"{"id":"5","telephone":573001}"#,
            #"{"id":"6","telephone":"\u0035\u00373001"}"#,
            through: Self.stage(["573001"]))
        #expect((0..<6).filter(batch.isForgotten) == [0, 3, 4, 5])
        #expect((0..<6).filter(batch.isKept) == [1, 2])
        #expect(batch.rejections.isEmpty)
    }

    @Test func aRowThatWouldGoToQuarantineIsNotKeptThere() throws {
        let batch = try Self.batch(
            #"{"telephone":"573001","cost":"not a number"}"#, #"{"telephone":"573002","cost":"not a number"}"#,
            #"{"telephone":"573001","telephone":"1"}"#, #""573001""#, #"{"telephone":"\ud800","x":"573001"}"#,
            through: Self.stage(["573001"]))
        #expect((0..<5).filter(batch.isForgotten) == [0, 2, 3, 4])
        #expect(batch.rejections.map(\.row) == [1])
    }

    @Test func aFieldThatTheDefinitionLacksCounts() throws {
        let batch = try Self.batch(
            #"{"id":"1","document":"42"}"#, #"{"id":"2","document":"43"}"#,
            through: Self.stage(["42"], field: "document"))
        #expect((0..<2).filter(batch.isForgotten) == [0])
    }

    @Test func anotherKeyIsRefused() throws {
        let list = ForgottenList(keyFingerprint: try Self.key().fingerprint)
        #expect(throws: ETLError.self) { try LeaveOutForgotten(list, key: Self.key("another-key-of-16-bytes")) }
        #expect(ForgetKey("fifteen-bytes-x") == nil)
    }

    @Test func theListGrowsByWhatIsNewAlone() {
        var list = ForgottenList(keyFingerprint: "k")
        list.add(.init(field: "a", at: "1", values: ["x", "y"]))
        list.add(.init(field: "a", at: "2", values: ["y", "z", "z"]))
        list.add(.init(field: "a", at: "3", values: ["x"]))
        list.add(.init(field: "b", at: "4", values: ["x"]))
        #expect(list.entries.map(\.values) == [["x", "y"], ["z"], ["x"]])
        #expect(list.count == 4)
    }
}
