import ETL
import Testing
import Transforms
import WolkvoxETLTesting

/// A hidden value that the source repeats in another known field is data there, and stands in no message.
@Suite struct ShownValuesTests {
    /// The transforms that hide.
    private enum Hiding: String, CaseIterable {
        case mask, maskButFour, hash, redact, redactWith

        var transformer: any Transformer {
            switch self {
            case .mask: Mask(fields: ["phone"])
            case .maskButFour: Mask(fields: ["phone"], keepLast: 4)
            case .hash: Hash(fields: ["phone"], key: "a key of thirty-two bytes or more")
            case .redact: Redact(fields: ["phone"])
            case .redactWith: Redact(fields: ["phone"], replacement: "hidden")
            }
        }
    }

    /// The places that print a value of a known field.
    private enum Place: String, CaseIterable {
        case rejection, newWord, accepted, acceptedFirst, unique, range
    }

    private static let schema = Schema(fields: [
        Field("phone", origin: "phone"), Field("name", origin: "name"), Field("_extra", .json),
    ])

    /// What comes first in a chain: the reader of these fields, or that of all fields, as in a job.
    private static let typings: [any Transformer] = [
        CleanText(fields: ["phone", "name"]), StandardTyping(zone: Typing.bogota),
    ]

    private func printed(
        _ place: Place, _ rows: [String], typing: any Transformer = typings[1], hiding: Hiding?, isHidingFirst: Bool
    ) throws -> [String] {
        var batch = try RecordBatch.scanning(json: "[\(rows.joined(separator: ","))]", schema: Self.schema)
        let reader: [any Transformer] =
            switch place {
            case .rejection: [Cast(fields: ["name"], to: .day, zone: Typing.bogota)]
            case .newWord: [Canonical(fields: ["name"], words: .results)]
            case .range: [Cast(fields: ["name"], to: .integer, zone: Typing.bogota)]
            default: []
            }
        let hider = hiding.map { [$0.transformer] } ?? []
        var chain = try TransformChain(
            [typing] + (isHidingFirst ? hider + reader : reader + hider),
            input: Self.schema)
        try chain.apply(to: &batch)
        func breach(_ expectation: any RowExpectation) throws -> Breach? {
            var bound = try expectation.bind(to: chain.output)
            bound.see(batch, rows: 0..<batch.count)
            return bound.breach
        }
        switch place {
        case .rejection: return batch.rejections.compactMap(\.value)
        case .newWord: return batch.newWords.map(\.text)
        case .accepted:
            return try breach(AcceptedValues("name", ["ANSWER"]))?.newValues.compactMap(\.example) ?? []
        case .acceptedFirst:
            let found = try breach(AcceptedValues("name", ["ANSWER"]))
            return [found?.example, found?.message].compactMap { $0 }
        case .unique: return try [breach(Unique(["name"]))?.message].compactMap { $0 }
        case .range: return try [breach(InRange("name", from: nil, to: "5"))?.message].compactMap { $0 }
        }
    }

    @Test(arguments: Hiding.allCases, Place.allCases)
    private func noMessageShowsIt(_ hiding: Hiding, _ place: Place) throws {
        let value = "573009998877"
        for row in [
            #"{"phone":"573009998877","name":"573009998877"}"#, #"{"phone":573009998877,"name":"573009998877"}"#,
            #"{"phone":"+57 300 999 88 77","name":"573009998877"}"#, #"{"phone":null,"name":"573009998877"}"#,
            #"{"phone":"-","name":"573009998877"}"#, #"{"name":"573009998877"}"#,
            #"{"phone":"\u0035\u00373009998877","name":"573009998877"}"#,
        ] {
            for (typing, isHidingFirst) in Self.typings.flatMap({ [($0, true), ($0, false)] }) {
                let shown = try printed(
                    place, [row, row], typing: typing, hiding: hiding, isHidingFirst: isHidingFirst)
                #expect(!shown.isEmpty && !shown.contains { $0.contains("9998877") }, "\(row)")
                #expect(shown.contains { $0.contains("999999999999") }, "\(row)")
            }
            let plain = try printed(place, [row, row], hiding: nil, isHidingFirst: true)
            #expect(plain.contains { $0.contains(value) })
        }
    }

    @Test(arguments: Place.allCases.filter { $0 != .range })
    private func anythingElseIsShown(_ place: Place) throws {
        let row = #"{"phone":"573009998877","name":"BUZON 2026"}"#
        let shown = try printed(place, [row, row], hiding: .mask, isHidingFirst: true)
        #expect(shown.contains { $0.contains("BUZON 2026") })
    }

    @Test func theDataAreWrittenAsTheyCame() throws {
        var batch = try RecordBatch.scanning(
            json: #"[{"phone":"573009998877","name":"573009998877"}]"#, schema: Self.schema)
        var chain = try TransformChain([Mask(fields: ["phone"])], input: Self.schema)
        try chain.apply(to: &batch)
        #expect(batch.column("name") == ["573009998877"])
        #expect(batch.column("phone") == ["************"])
    }
}
