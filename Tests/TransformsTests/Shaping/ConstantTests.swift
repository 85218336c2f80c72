import ETL
import Testing
import Transforms
import WolkvoxETLTesting

@Suite struct ConstantTests {
    @Test(arguments: [
        ("CO", Constant.Kind.text, FieldType.text, "CO"), ("a \"b\"\n", .text, .text, "a \"b\"\n"),
        ("", .text, .text, ""),
        ("-007", .integer, .integer, "-7"), ("0.190", .decimal, .decimal, "0.190"), ("12", .decimal, .decimal, "12"),
    ])
    func standsInEveryRow(_ value: String, _ kind: Constant.Kind, _ type: FieldType, _ expected: String) throws {
        let batch = try Columns.run([Constant(field: "more", value: value, kind: kind)])
        #expect(batch.schema.names.suffix(2) == ["more", "_extra"])
        #expect(batch.schema.fields[batch.schema.fields.count - 2].type == type)
        #expect(batch.column("more") == Array(repeating: expected, count: Columns.rows.count))
    }

    @Test(arguments: [
        ("more", "1.0", Constant.Kind.integer, "1.0"), ("more", "x", .decimal, "x"), ("more", "", .integer, ""),
        ("more", "9223372036854775808", .integer, "9223372036854775808"), ("cost", "1", .text, "cost"),
        ("_extra", "1", .text, "_extra"),
    ])
    func whatItIsNotIsRefused(_ name: String, _ value: String, _ kind: Constant.Kind, _ subject: String) {
        let error = Columns.refusal(Constant(field: name, value: value, kind: kind))
        #expect(error?.code == .configuration)
        #expect(error?.subject == subject)
    }

    @Test func keepsToTheRulesOfTransformers() throws {
        try Columns.conform(Constant(field: "more", value: "\"x\""))
        try Columns.conform(Constant(field: "more", value: "1.50", kind: .decimal))
    }
}
