import Testing

@testable import PipelineFile

@Suite struct TransformSpecTests {
    private func read(_ transforms: String) throws -> [TransformSpec] {
        let reading = Fixture.read(Fixture.file(more: "transform:\n\(transforms)\n"))
        return try #require(reading.spec, "\(reading.diagnostics)").transforms
    }

    @Test func everyTransformArrives() throws {
        let specs = try read(
            """
              - select: { fields: [date, cost] }
              - drop: { fields: [comment] }
              - rename: { fields: { cost: price, date: moment } }
              - constant: { field: country, value: CO }
              - constant: { field: rate, value: 0.19, type: decimal }
              - split: { field: destiny, by: " - ", into: [city, line] }
              - cast: { fields: [skill_id], to: integer }
              - canonical: { fields: [result], values: results }
              - canonical: { fields: [result], values: { yes: si, no: ["NO", nope] }, replace: true }
              - trim: { fields: [comment] }
              - phone: { fields: [telephone], strip_prefixes: [9157, "057"], country: 57, min_digits: 10, into: phone }
              - phone: { fields: [telephone, destiny] }
              - mask: { fields: [telephone], keep_first: 2 }
              - hash: { fields: [customer_id], key: "${PII_KEY}" }
              - redact: { fields: [comment] }
              - redact: { fields: [comment], find: [emails, digits], with: "" }
            """)
        #expect(
            specs == [
                .select(fields: ["date", "cost"]), .drop(fields: ["comment"]),
                .rename(fields: [Renaming(from: "cost", to: "price"), Renaming(from: "date", to: "moment")]),
                .constant(field: "country", value: "CO", type: .text),
                .constant(field: "rate", value: "0.19", type: .decimal),
                .split(field: "destiny", by: " - ", into: ["city", "line"]),
                .cast(fields: ["skill_id"], to: .integer),
                .canonical(fields: ["result"], values: .vocabulary(.results), into: nil, replaces: false),
                .canonical(
                    fields: ["result"],
                    values: .words([
                        CanonicalWord(word: "yes", spellings: ["si"]),
                        CanonicalWord(word: "no", spellings: ["NO", "nope"]),
                    ]), into: nil, replaces: true),
                .trim(fields: ["comment"]),
                .phone(
                    fields: ["telephone"], prefixes: ["9157", "057"], country: "57", minDigits: 10, into: "phone"),
                .phone(fields: ["telephone", "destiny"], prefixes: [], country: nil, minDigits: 7, into: nil),
                .mask(fields: ["telephone"], keepFirst: 2, keepLast: 0),
                .hash(fields: ["customer_id"], key: Secret(Fixture.key)),
                .redact(fields: ["comment"], find: [], with: nil),
                .redact(fields: ["comment"], find: [.emails, .digits], with: ""),
            ])
    }

    @Test(arguments: [
        ("{ field: cost, equals: 5 }", ConditionSpec.isOneOf("cost", ["5"])),
        ("{ field: cost, not_equals: 5 }", .not(.isOneOf("cost", ["5"]))),
        ("{ field: cost, in: [5, 6] }", .isOneOf("cost", ["5", "6"])),
        ("{ field: cost, not_in: [5] }", .not(.isOneOf("cost", ["5"]))),
        ("{ field: cost, is_null: true }", .isNull("cost")),
        ("{ field: cost, is_null: false }", .not(.isNull("cost"))),
        ("{ field: destiny, starts_with: Bog }", .startsWith("destiny", "Bog")),
        (
            "{ field: cost, at_least: 1, less_than: 2 }",
            .all([.compares("cost", .lessThan, "2"), .compares("cost", .atLeast, "1")])
        ),
        (
            "{ any: [{ field: a, at_most: 1 }, { all: [{ field: b, more_than: 2 }, { field: c, equals: x }] }] }",
            .any([
                .compares("a", .atMost, "1"), .all([.compares("b", .moreThan, "2"), .isOneOf("c", ["x"])]),
            ])
        ),
    ])
    func everyConditionArrives(written: String, condition: ConditionSpec) throws {
        #expect(try read("  - where: \(written)") == [.where(condition)])
    }

    @Test func aTransformIsNarrowedToTheColumnsThatThereAre() {
        let columns = ["a", "b"]
        #expect(
            TransformSpec.mask(fields: ["b", "c"], keepFirst: 1, keepLast: 2).narrowed(to: columns)
                == .mask(fields: ["b"], keepFirst: 1, keepLast: 2))
        #expect(TransformSpec.trim(fields: ["c"]).narrowed(to: columns) == nil)
        #expect(TransformSpec.split(field: "c", by: "-", into: ["x"]).narrowed(to: columns) == nil)
        #expect(TransformSpec.where(.all([.isNull("a"), .isNull("c")])).narrowed(to: columns) == nil)
        #expect(TransformSpec.where(.isNull("a")).narrowed(to: columns) == .where(.isNull("a")))
        #expect(
            TransformSpec.rename(fields: [Renaming(from: "c", to: "d"), Renaming(from: "a", to: "e")])
                .narrowed(to: columns) == .rename(fields: [Renaming(from: "a", to: "e")]))
        let constant = TransformSpec.constant(field: "c", value: "1", type: .integer)
        #expect(constant.narrowed(to: []) == constant)
    }
}
