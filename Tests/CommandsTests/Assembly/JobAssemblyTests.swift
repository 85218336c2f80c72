import ArgumentParser
import ETL
import Engine
import PipelineFile
import Testing
import Wolkvox

@testable import Commands

@Suite struct JobAssemblyTests {
    /// What is hidden is hidden in every report: one that lacks the column may send the key all the same.
    @Test func whatThePipelineHidesIsHiddenInEveryReport() async throws {
        let more = """
            transform:
              - mask: { fields: [telephone, customer_phone], keep_last: 4 }
              - hash: { fields: [customer_id], key: "${PII_KEY}" }
            """
        let jobs = try await jobs(
            try Specs.read(reports: "[cdr_1, cdr_6, diagram_9]", more: more), ["--source", "bogota"])
        let hidden = try jobs.map { job in
            let chain = try TransformChain(job.transformers, input: #require(job.extractors.first).schema)
            return chain.redactions.map(\.field).sorted()
        }
        #expect(hidden == Array(repeating: ["customer_id", "customer_phone", "telephone"], count: 3))
    }

    @Test func aReportsOwnTransformsComeFirstAndThePipelinesSeeWhatTheyLeave() async throws {
        let reports = "[{ report: cdr_1, transform: [{ rename: { fields: { telephone: phone } } }] }, cdr_3, cdr_6]"
        let more = """
            transform:
              - drop: { fields: [phone, telephone, message] }
              - constant: { field: country, value: CO }
              - where: { field: agent_id, is_null: false }
            """
        let spec = try Specs.read(reports: reports, more: more)
        let columns = try await jobs(spec, ["--source", "bogota"]).map { job in
            try TransformChain(job.transformers, input: #require(job.extractors.first).schema).output.names
        }
        #expect(columns.allSatisfy { $0.suffix(2) == ["country", "_extra"] })
        #expect(columns.map { Set($0).isDisjoint(with: ["phone", "telephone", "message"]) } == [true, true, true])
        #expect(columns[2] == ["result", "count", "window_start", "window_end", "country", "_extra"])
    }

    @Test func valuesOfAParameterStandInTheOrderOfTheFile() async throws {
        let spec = try Specs.read(reports: "[{ report: campaign_7, with: { campaign_id: [7, 004, 12] } }]")
        let jobs = try await jobs(spec, ["--source", "bogota"])
        #expect(jobs.map { $0.extractors.map(\.label) } == [["7", "004", "12"]])
    }

    @Test func reportsStandInTheOrderOfTheFileForEachSource() async throws {
        let jobs = try await jobs(try Specs.read(reports: "[cdr_6, cdr_1]"))
        #expect(
            jobs.map { "\($0.source)/\($0.report)" } == [
                "bogota/cdr_6", "bogota/cdr_1", "madrid/cdr_6", "madrid/cdr_1",
            ])
        #expect(Set(jobs.map(\.lane)).count == 1, "the sources share a token")
    }

    /// At half past eleven in the evening in Bogotá it is morning in Madrid.
    @Test func daysAreThoseOfTheSourcesZone() async throws {
        let world = try World()
        var context = world.context
        context.now = { World.now - 4 * 3600 }
        let assembly = JobAssembly(
            context: context, spec: try Specs.read(), file: "try.yaml",
            scope: RunScope(days: DayRequest(of: .today)))
        let days = try assembly.wanted().flatMap(\.partitions).map { "\($0.source) \($0.day)" }
        #expect(Set(days) == ["bogota 2026-10-08", "madrid 2026-10-09"])
    }

    @Test(arguments: [
        (["--report", "cdr_7"], "--report cdr_7: the pipeline file has no such report", "It has cdr_1, cdr_6"),
        (["--source", "lima"], "--source lima: the pipeline file has no such source", "It has bogota, madrid"),
    ])
    func whatTheFileLacksIsWrongUsage(flags: [String], message: String, advice: String) async throws {
        let spec = try Specs.read()
        let failure = await #expect(throws: Failure.self) { try await jobs(spec, flags) }
        #expect(failure?.status == .usage)
        #expect(failure?.message == message)
        #expect(failure?.advice == advice)
    }

    @Test func flagsNarrow() async throws {
        let spec = try Specs.read()
        let flags = ["--report", "cdr_6", "--source", "madrid"]
        #expect(try await jobs(spec, flags).map { "\($0.source)/\($0.report)" } == ["madrid/cdr_6"])
        let assembly = JobAssembly(
            context: try World().context, spec: spec, file: "try.yaml", scope: try DayOptions.parse(flags).scope)
        #expect(
            Set(try assembly.wanted().flatMap(\.partitions).map { "\($0.source)/\($0.report)" }) == ["madrid/cdr_6"])
    }

    @Test func whateverChangesRowsMakesAnotherRun() async throws {
        let hash = "transform: [{ hash: { fields: [customer_id], key: \"${PII_KEY}\" } }]"
        let specs = [
            try Specs.read(), try Specs.read(more: hash),
            try Specs.read(reports: "[{ report: cdr_1, transform: [{ mask: { fields: [telephone] } }] }]"),
            try Specs.read(reports: "[{ report: campaign_7, with: { campaign_id: [1, 2] } }]"),
            try Specs.read(reports: "[{ report: campaign_7, with: { campaign_id: [2, 1] } }]"),
            try Specs.read(more: "transform: [{ where: { field: hang_up, equals: agent } }]"),
            try Specs.read(more: "transform: [{ where: { field: hang_up, equals: customer } }]"),
            try Specs.read(more: "transform: [{ phone: { fields: [telephone], strip_prefixes: [57] } }]"),
            try Specs.read(more: "transform: [{ phone: { fields: [telephone], strip_prefixes: [9] } }]"),
            try Specs.read(more: "transform: [{ canonical: { fields: [result], values: { a: [b] } } }]"),
            try Specs.read(more: "transform: [{ canonical: { fields: [result], values: { a: [c] } } }]"),
            try Specs.read(more: "quality: { on_invalid: \"null\" }"),
            try Specs.read(more: "quality: { unknown_fields: drop }"),
        ]
        var settings: Set<String> = []
        for spec in specs { settings.insert(try await self.settings(spec)) }
        #expect(settings.count == specs.count)
    }

    @Test(arguments: [
        ("server: \"0012\"", "server: \"0013\""), ("t0ken-of-tests", "t0ken-of-others"),
        ("time_zone: America/Bogota", "time_zone: America/Lima"),
        ("limits: { rows_per_call: 60000", "limits: { rows_per_call: 50000"),
        ("bytes_per_call: 256MB", "bytes_per_call: 255MB"),
    ])
    func whoeverIsAskedAndWhatCutsAnswersMakesAnotherRun(old: String, new: String) async throws {
        let sources = """
            - name: bogota
                server: "0012"
                token: t0ken-of-tests
                time_zone: America/Bogota
                limits: { rows_per_call: 60000, bytes_per_call: 256MB }
            """
        let changed = sources.replacing(old, with: new)
        #expect(changed != sources)
        let before = try await settings(try Specs.read(sources: sources))
        #expect(before == (try await settings(try Specs.read(sources: sources))))
        #expect(before != (try await settings(try Specs.read(sources: changed))))
    }

    private func settings(_ spec: PipelineSpec) async throws -> String {
        try await jobs(spec).map(\.identity.fingerprint).joined(separator: " ")
    }

    private func jobs(_ spec: PipelineSpec, _ flags: [String] = []) async throws -> [ReportJob] {
        let assembly = JobAssembly(
            context: try World().context, spec: spec, file: "try.yaml", scope: try DayOptions.parse(flags).scope)
        return try await withHTTPTransport { try assembly.jobs(over: $0, lanes: TokenLanes()) }
    }
}
