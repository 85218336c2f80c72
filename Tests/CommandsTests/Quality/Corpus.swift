import ByteScan
import ETL
import Engine
import FlatFiles
import Foundation
import Testing
import Transforms
import Wolkvox

/// One report with a field of every form, from an answer's bytes to files on the disk, as a run takes them.
enum Corpus {
    static let day = Day(number: 20_727)
    static let zone = ZoneRules(identifier: "America/Bogota", initialOffset: -18_000)

    static let definition = ReportDefinition(
        name: "forms", title: .init(en: "Forms", es: "Formas"), grain: .event, eventTime: "date",
        fields: ValueReader.all.map(\.form).filter { $0 != .timestamp }.map { FieldDefinition($0.rawValue, $0) }
            + [FieldDefinition("date", .timestamp), FieldDefinition("seen", .timestamp)])

    /// A sound value of each field, as JSON.
    private static let sound: [String: String] = [
        "date": "\"\(day) 08:15:42\"", "seen": "\"\(day) 08:15:42\"", "day": "\"\(day)\"", "cost": "\"0.0345\"",
        "seconds": "\"75\"", "minutes": "\"2.08\"", "count": "\"12\"", "duration": "\"00:01:15\"",
        "percent": "\"34.64 %\"", "connector_channel": "\"SMS\"", "chat_channel": "\"web\"", "text": "\"573001234567\"",
        "free_text": "\"ok\"",
    ]

    /// A sound row, but for one member.
    static func row(_ field: String? = nil, _ json: String? = nil) -> String {
        let members = definition.fields.compactMap { one -> String? in
            let value = one.name == field ? json : sound[one.name] ?? "\"\""
            return value.map { "\"\(one.name)\":\($0)" }
        }
        return "{\(members.joined(separator: ","))}"
    }

    /// What an answer with these rows left on the disk.
    struct Landed {
        var manifest: Manifest?
        var rows: [JSONParts] = []
        var quarantined: [QuarantinedRow] = []
        var report: RunReport
    }

    static func land(
        _ rows: [[UInt8]], policy: InvalidPolicy = .quarantine, unknownFields: UnknownFieldPolicy = .keep,
        definition: ReportDefinition = definition
    ) async throws -> Landed {
        let body =
            Array(#"{"code":200,"error":null,"msg":"","data":["#.utf8) + rows.joined(separator: [0x2C])
            + Array("]}".utf8)
        let directory = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.path(percentEncoded: false)
        let settings = SourceSettings(
            name: "bogota", baseURL: try BaseURL("http://127.0.0.1"), token: try Token("none-is-needed"),
            zone: "America/Bogota", retry: RetryPolicy(attempts: 1))
        let extractor = try WolkvoxExtractor(
            definition, of: settings, over: RecordedTransport(body: body), unknownFields: unknownFields,
            onInvalid: policy)
        let job = ReportJob(
            report: definition.name, source: "bogota", lane: "a", extractors: [extractor],
            transformers: [StandardTyping(zone: zone)], zone: zone, days: day...day,
            quality: QualityRules(
                onInvalid: policy, unknownFields: unknownFields, maxQuarantined: Share(1, of: 1), unlikelyRetries: 0,
                acceptEmpty: true))
        let loader = FlatFileLoader(FlatFileOptions(directory: path, gzipLevel: 1, toolVersion: "test"))
        let report = try await Pipeline(name: "corpus", jobs: [job], loader: loader)
            .run(in: RunContext(now: { 2_000_000_000 }, sleep: { _ in }))
        var landed = Landed(report: report)
        guard let manifest = try await loader.listing().manifests.first else { return landed }
        landed.manifest = manifest
        let partition = try #require(manifest.partition)
        try loader.forEachRow(of: partition) { landed.rows.append(JSONParts($0[...])) }
        try loader.forEachQuarantinedRow(of: partition) { landed.quarantined.append($0) }
        #expect(try loader.verify().problems == [])
        return landed
    }
}

extension Corpus.Landed {
    /// That every row that came is written or in quarantine, and none is twice.
    func expectNoneIsLost(of count: Int, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(manifest?.received == count, sourceLocation: sourceLocation)
        #expect(
            manifest.map { $0.received == $0.rows + $0.quarantined } == true, sourceLocation: sourceLocation)
        #expect(manifest?.rows == rows.count, sourceLocation: sourceLocation)
        #expect(manifest?.quarantined == quarantined.count, sourceLocation: sourceLocation)
    }
}
