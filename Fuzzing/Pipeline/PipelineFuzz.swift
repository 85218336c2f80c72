import ETL
import FuzzSupport
import PipelineFile
import Settings

@main enum PipelineFuzz {
    static func main() { unsafe fuzz(testOnePipeline) }
}

/// Reads the input as a pipeline file: it is a specification or has an error, and no message holds a secret.
private func testOnePipeline(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let input = unsafe UnsafeBufferPointer(start: start, count: count)
    let bytes = unsafe Array(input)
    let reading = PipelineReader.read(
        bytes: bytes, file: "pipeline.yaml", environment: World.environment, vocabulary: World.vocabulary)
    let hasError = reading.diagnostics.contains { $0.severity == .error }
    require((reading.spec == nil) == hasError, "a specification beside an error, or neither")
    // A token that stands in the file itself may be shown: the reader can't know it for one.
    let text = String(decoding: bytes, as: UTF8.self)
    let secrets = World.secrets.filter { !text.contains($0) }
    for diagnostic in reading.diagnostics {
        require(diagnostic.line > 0 && diagnostic.column > 0, "a place outside the file: \(diagnostic)")
        require(!diagnostic.message.isEmpty, "a diagnostic that says nothing")
        for secret in secrets { require(!diagnostic.message.contains(secret), "a secret in \(diagnostic)") }
    }
    return 0
}

/// A small catalogue and a small environment.
private enum World {
    static let secrets = ["tok3n-7f41c0ffee", "k3y-51cc4-of-the-fuzzer"]

    static let environment = [
        "WOLKVOX_TOKEN": secrets[0], "PII_KEY": secrets[1], "T": secrets[0], "EMPTY": "", "SPAN": "6h",
        "LINES": "\(secrets[0])\nmore", "WOLKVOX_ENDPOINT": "http://127.0.0.1:8080", "WOLKVOX_SERVER": "0012",
    ]

    static let vocabulary = ReportVocabulary(
        names: reports.map(\.name), lists: [], isKnownZone: { zones.contains($0) }, zoneNames: { zones },
        report: { name in reports.first { $0.name == name } })

    private static let reports = [
        report(
            "cdr_1", .event,
            [
                ("agent_name", .text), ("date", .timestamp), ("telephone", .text), ("cost", .cost),
                ("customer_id", .text),
            ]),
        report("cdr_6", .total, [("result", .text), ("count", .count)]),
        report(
            "campaign_7", .event, [("campaign_id", .text), ("telephone", .text), ("date", .timestamp)],
            Parameter("campaign_id", isRequired: true, acceptsAll: true)),
        report(
            "skill_5", .bucket(seconds: 3600), [("skill_id", .text), ("hour", .text)],
            Parameter("skill_id", isRequired: true)),
    ]

    private static func report(
        _ name: String, _ grain: ExtractLimits.Grain, _ fields: [(String, ValueForm)], _ parameters: Parameter...
    ) -> ReportDefinition {
        ReportDefinition(
            name: name, title: .init(en: name, es: name), grain: grain, eventTime: grain == .event ? "date" : nil,
            parameters: parameters, fields: fields.map { FieldDefinition($0, $1) })
    }

    private static let zones = ["UTC", "America/Bogota", "America/Mexico_City"]
}
