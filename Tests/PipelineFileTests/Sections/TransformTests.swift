import ByteScan
import ETL
import Settings
import Testing
import Transforms

@testable import PipelineFile

@Suite struct TransformTests {
    private static func read(_ transform: String) throws -> any ConfiguredTransformer {
        let reports = "reports: [cdr_1, { report: campaign_7, with: { campaign_id: all } }]\n"
        let reading = Fixture.read(Fixture.file(reports: reports, more: "transform:\n  - \(transform)\n"))
        let transforms = try #require(reading.spec, "\(reading.diagnostics)").transforms
        return try #require(transforms.first)
    }

    private static let zone = ZoneRules(identifier: "UTC", initialOffset: 0)

    private static let transforms: [(String, any ConfiguredTransformer)] = [
        ("select: { fields: [date, cost] }", Select(fields: ["date", "cost"])),
        ("drop: { fields: [comment] }", Drop(fields: ["comment"])),
        (
            "rename: { fields: { cost: price, date: moment } }",
            Rename([(from: "cost", to: "price"), (from: "date", to: "moment")])
        ),
        ("constant: { field: country, value: CO }", Constant(field: "country", value: "CO")),
        (
            "constant: { field: rate, value: 0.19, type: decimal }",
            Constant(field: "rate", value: "0.19", kind: .decimal)
        ),
        (
            "split: { field: destiny, by: ' - ', into: [city, line] }",
            Split(field: "destiny", by: " - ", into: ["city", "line"])
        ),
        ("cast: { fields: [conn_id], to: integer }", Cast(fields: ["conn_id"], to: .integer, zone: zone)),
        ("canonical: { fields: [result], values: results }", Canonical(fields: ["result"], words: .results)),
        (
            "canonical: { fields: [result], values: { yes: si, no: ['NO!', nope] }, replace: true }",
            Canonical(
                fields: ["result"], words: CanonicalWords([("yes", ["si"]), ("no", ["NO!", "nope"])]),
                placement: .instead)
        ),
        ("trim: { fields: [comment] }", Trim(fields: ["comment"])),
        (
            "phone: { fields: [telephone], strip_prefixes: [9157, '057'], country: 57, min_digits: 10, into: phone }",
            Phone(fields: ["telephone"], prefixes: ["9157", "057"], country: "57", fewestDigits: 10, into: "phone")
        ),
        ("phone: { fields: [telephone, destiny] }", Phone(fields: ["telephone", "destiny"])),
        ("mask: { fields: [telephone], keep_first: 2 }", Mask(fields: ["telephone"], keepFirst: 2)),
        (
            "hash: { fields: [customer_id], key: '${PII_KEY}' }", Hash(fields: ["customer_id"], key: Fixture.key)
        ),
        ("redact: { fields: [comment] }", Redact(fields: ["comment"])),
        (
            "redact: { fields: [comment], find: [emails, digits], with: '' }",
            RedactWithin(fields: ["comment"], patterns: [.emails, .digits], replacement: "")
        ),
    ]

    @Test(arguments: transforms.indices) func everyTransformArrives(index: Int) throws {
        let (written, transform) = Self.transforms[index]
        let read = try Self.read(written)
        #expect(type(of: read) == type(of: transform))
        #expect(read.identity == transform.identity)
    }

    @Test(arguments: [
        ("{ field: cost, equals: 5 }", Condition.isOneOf("cost", ["5"])),
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
            "{ any: [{ field: cost, at_most: 1 }, { all: [{ field: time_seg, more_than: 2 }, { field: destiny, equals: x }] }] }",
            .any([
                .compares("cost", .atMost, "1"),
                .all([.compares("time_seg", .moreThan, "2"), .isOneOf("destiny", ["x"])]),
            ])
        ),
    ])
    func everyConditionArrives(written: String, condition: Condition) throws {
        #expect(try Self.read("where: \(written)").identity == Where(condition).identity)
    }
}
