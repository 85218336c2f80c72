import ETL
import FlatFiles
import Foundation
import Testing
import Transforms
import Wolkvox

@testable import Commands

@Suite struct JSONSchemaDialectTests {
    private struct Document: Decodable {
        struct Property: Decodable, Equatable {
            var type: [String]
            var format: String?
        }

        var title: String
        var type: String
        var required: [String]
        var additionalProperties: Bool
        var properties: [String: Property]
    }

    @Test func everyColumnIsRequiredAndMayBeNull() throws {
        let report = try Catalogue.vendor.report(named: "cdr_1")
        let schema = try report.typedColumns()
        let text = try JSONSchemaDialect().statement(
            of: LakeTable(name: "cdr_1", schema: schema, format: .ndjson, directory: "output"))
        #expect(text.contains(#""$schema" : "https://json-schema.org/draft/2020-12/schema""#))
        let document = try JSONDecoder().decode(Document.self, from: Data(text.utf8))
        #expect(document.title == "cdr_1" && document.type == "object" && !document.additionalProperties)
        #expect(document.required == schema.names)
        #expect(Set(document.properties.keys) == Set(schema.names))
        #expect(document.properties.values.allSatisfy { $0.type.count == 2 && $0.type[1] == "null" })
        #expect(document.properties["date"] == .init(type: ["string", "null"], format: "date-time"))
        #expect(document.properties["cost"] == .init(type: ["number", "null"], format: nil))
        #expect(document.properties["time_seg"] == .init(type: ["integer", "null"], format: nil))
        #expect(document.properties["telephone"] == .init(type: ["string", "null"], format: nil))
        #expect(document.properties["_extra"] == .init(type: ["object", "null"], format: nil))
    }
}
