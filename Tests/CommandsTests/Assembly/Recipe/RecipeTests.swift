import ArgumentParser
import ETL
import Foundation
import PipelineFile
import Settings
import Testing

@testable import Commands

@Suite struct RecipeTests {
    /// The recipes of cdr_1 and cdr_6 of the first source.
    fileprivate func recipes(_ spec: PipelineSpec) throws -> [String: Provenance] {
        let assembly = JobAssembly(context: try World().context, spec: spec, file: "try.yaml")
        let wanted = try assembly.wanted().filter { $0.source == "bogota" }
        return Dictionary(uniqueKeysWithValues: wanted.map { ($0.report, $0.provenance) })
    }

    /// What the source says of windows and times shapes the files, and its defaults leave recipes as they were.
    @Test(arguments: [
        ("ends: exclusive", true, true), ("selects: { cdr_1: window }", true, false),
        ("ends: inclusive", false, false), ("selects: { cdr_1: date }", false, false),
    ])
    func whatTheSourceDoesIsPartOfIt(key: String, ofCalls: Bool, ofTotals: Bool) throws {
        let source = "- { name: bogota, server: 12, token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota"
        let usual = try recipes(Specs.read(sources: source + " }"))
        let other = try recipes(Specs.read(sources: "\(source), \(key) }"))
        #expect((usual["cdr_1"]?.recipe != other["cdr_1"]?.recipe) == ofCalls)
        #expect((usual["cdr_6"]?.recipe != other["cdr_6"]?.recipe) == ofTotals)
    }

    private func recipe(_ report: String = "cdr_1", more: String = "", load: String? = nil) throws -> String {
        let spec = try load.map { try Specs.read(load: $0, more: more) } ?? Specs.read(more: more)
        return try #require(try recipes(spec)[report]).recipe
    }

    @Test(arguments: [
        "transform: [{ mask: { fields: [telephone] } }]",
        "transform: [{ mask: { fields: [telephone], keep_last: 4 } }]",
        "transform: [{ hash: { fields: [customer_id], key: \"${PII_KEY}\" } }]",
        "transform: [{ redact: { fields: [comment] } }]", "transform: [{ drop: { fields: [comment] } }]",
        "transform: [{ rename: { fields: { telephone: phone } } }]", "transform: [{ trim: { fields: [comment] } }]",
        "transform: [{ constant: { field: country, value: CO } }]",
        "transform: [{ where: { field: hang_up, equals: agent } }]", "quality: { on_invalid: \"null\" }",
        "quality: { unknown_fields: drop }",
    ])
    func whatShapesTheFileIsPartOfIt(more: String) throws {
        #expect(try recipe(more: more) != recipe())
        #expect(try recipe(more: more) == recipe(more: more))
    }

    @Test(arguments: [
        "{ to: output, format: csv }", "{ to: output, compression: { gzip: { level: 1 } } }",
        "{ to: output, empty_days: file }",
    ])
    func soIsTheFormat(load: String) throws { #expect(try recipe(load: load) != recipe()) }

    @Test(arguments: [
        "transform: [{ trim: { fields: [result] } }]", "quality: { max_quarantined: 5% }",
        "quality: { max_shrink: 10% }", "quality: { expect: [{ not_null: { fields: [conn_id] } }] }",
    ])
    func whatLeavesTheFileAsItIsIsNoPartOfIt(more: String) throws { #expect(try recipe(more: more) == recipe()) }

    @Test(arguments: [
        "{ format: csv }", "{ compression: { gzip: { level: 1 } } }", "{ empty_days: file }",
        "{ format: csv, empty_days: manifest }",
    ])
    func soIsTheFormatOfOneReport(load: String) throws {
        let spec = try Specs.read(reports: "[{ report: cdr_1, load: \(load) }, cdr_6]")
        let (own, others) = (try recipes(spec), try recipes(Specs.read()))
        #expect(own["cdr_1"]?.recipe != others["cdr_1"]?.recipe)
        #expect(own["cdr_6"]?.recipe == others["cdr_6"]?.recipe)
    }

    @Test func aFormatThatIsThePipelinesAnywayChangesNothing() throws {
        let spec = try Specs.read(reports: "[{ report: cdr_1, load: { format: ndjson } }, cdr_6]")
        #expect(try recipes(spec)["cdr_1"]?.recipe == recipe())
    }

    @Test func theFolderIsNoPartOfIt() throws { #expect(try recipe(load: "{ to: elsewhere }") == recipe()) }

    @Test func anotherKeyIsAnotherRecipe() throws {
        let hash = "transform: [{ hash: { fields: [customer_id], key: KEY } }]"
        let keys = ["0123456789abcdef-one", "0123456789abcdef-two"]
        let recipes = try keys.map { try recipe(more: hash.replacing("KEY", with: $0)) }
        #expect(Set(recipes).count == 2)
    }

    @Test(arguments: [
        ("server: \"0012\"", "wv0012.wolkvox.com"), ("endpoint: https://EXAMPLE.com/api/", "example.com"),
        ("endpoint: https://example.com:443", "example.com"),
        ("endpoint: https://example.com:8443", "example.com:8443"),
        ("endpoint: http://127.0.0.1:8080", "127.0.0.1"), ("endpoint: http://localhost:80", "localhost"),
        ("endpoint: http://[::1]:8080", "[::1]"),
    ])
    func theOriginIsTheServer(address: String, origin: String) throws {
        let source = "- { name: bogota, \(address), token: \"${WOLKVOX_TOKEN}\", time_zone: America/Bogota }"
        let spec = try Specs.read(sources: source.replacing("http://[::1]:8080", with: "\"http://[::1]:8080\""))
        #expect(try recipes(spec)["cdr_1"]?.origin == origin)
    }
}

extension RecipeTests {
    /// A night and a backfill into one folder make days of one kind.
    @Test func nightlyAndBackfillMakeDaysInOneWay() throws {
        let environment = Specs.environment.merging(
            ["WOLKVOX_SERVER": "0012", "PII_KEY": "0123456789abcdef"], uniquingKeysWith: { $1 })
        let provenances = try ["nightly", "backfill"].map { name in
            let url = URL(filePath: #filePath).deletingLastPathComponent()
                .appending(path: "../../../../pipelines/\(name).yaml")
            let reading = PipelineReader.read(
                text: try String(contentsOf: url, encoding: .utf8), file: "\(name).yaml", environment: environment,
                vocabulary: ReportVocabulary.vendor)
            let spec = try #require(reading.spec, "\(reading.diagnostics)")
            let recipes = try recipes(spec)
            return try [spec.load.directory] + recipes.keys.sorted().map { try #require(recipes[$0]).recipe }
        }
        #expect(provenances[0] == provenances[1])
        #expect(provenances[0].count == 6)
    }
}
