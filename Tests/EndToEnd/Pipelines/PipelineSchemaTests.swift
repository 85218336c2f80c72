import Foundation
import Testing

/// The schema for editors and the checks of `validate` come from one specification: neither is stricter than the other in
/// what both can say.
@Suite struct PipelineSchemaTests {
    private struct Document: Decodable {
        struct Diagnostic: Decodable {
            var file: String
            var severity: String
        }

        var diagnostics: [Diagnostic]
    }

    private static var schema: String {
        PackageFolder.root.appending(path: "pipelines/pipeline.schema.json").path(percentEncoded: false)
    }

    private static func files(_ verdict: String) throws -> Set<String> {
        let folder = PackageFolder.caseFile("schema/\(verdict)").path(percentEncoded: false)
        return Set(try FileManager.default.contentsOfDirectory(atPath: folder).map { "\(folder)/\($0)" })
    }

    private static func refusedBySchema(_ files: Set<String>) async throws -> Set<String> {
        try JSONDecoder().decode(
            Set<String>.self, from: try await Python.run("check_schema.py", [schema] + files.sorted()))
    }

    private static func refusedByChecks(_ files: Set<String>) async throws -> Set<String> {
        let place = try Workplace(server: "https://wv0012.wolkvox.com")
        place.environment["PII_KEY"] = "a-k3y-of-the-tests"
        let outcome = try await place.run(["validate", "--json"] + files.sorted())
        let document = try JSONDecoder().decode(Document.self, from: Data(outcome.output.utf8))
        return Set(document.diagnostics.filter { $0.severity == "error" }.map(\.file))
    }

    @Test func theSchemaAndTheChecksAcceptAndRefuseTheSameFiles() async throws {
        let (right, wrong) = (try Self.files("accept"), try Self.files("refuse"))
        #expect(right.count >= 30 && wrong.count >= 60)
        #expect(try await Self.refusedByChecks(right.union(wrong)) == wrong)
        #expect(try await Self.refusedBySchema(right.union(wrong)) == wrong)
    }

    @Test func theSchemaAcceptsTheShippedPipelines() async throws {
        let folder = PackageFolder.root.appending(path: "pipelines").path(percentEncoded: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 4)
        for name in names {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(text.hasPrefix("# yaml-language-server: $schema=pipeline.schema.json\n"), "\(name)")
        }
        #expect(try await Self.refusedBySchema(Set(names.map { "\(folder)/\($0)" })) == [])
    }

    @Test func theCommittedSchemaIsTheGeneratedOne() async throws {
        let place = try Workplace()
        let generated = try await place.succeed(["schema", "pipeline", "--dialect", "jsonschema"])
        let committed = try String(contentsOfFile: Self.schema, encoding: .utf8)
        #expect(generated == committed, "`make schema` writes it anew")
        #expect(try await place.run(["schema", "pipeline", "--dialect", "duckdb"]).status == 64)
    }

    /// An editor completes what is a constant or an example.
    @Test func theSchemaNamesReportsAndDescribesEveryKey() throws {
        let data = try Data(contentsOf: URL(filePath: Self.schema))
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let definitions = try #require(root["definitions"] as? [String: [String: Any]])
        let reports = try #require(definitions["catalogue"]?["anyOf"] as? [[String: String]])
        #expect(reports.contains { $0["const"] == "cdr_1" && $0["description"]?.hasPrefix("Call detail") == true })
        for (name, definition) in definitions.merging(["": root], uniquingKeysWith: { $1 }) where name != "known_report"
        {
            let properties = definition["properties"] as? [String: [String: Any]] ?? [:]
            for (key, property) in properties {
                #expect((property["description"] as? String)?.hasSuffix(".") == true, "\(name).\(key)")
                #expect((property["examples"] as? [Any])?.isEmpty == false, "\(name).\(key)")
            }
        }
    }
}
