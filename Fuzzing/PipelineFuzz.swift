import PipelineFile

/// Reads the input as a pipeline file: it is a specification or has an error, and no message holds a secret.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOnePipeline(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
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
        reports: [
            .init(name: "cdr_1", fields: ["agent_name", "date", "telephone", "cost", "customer_id"], grain: .event),
            .init(name: "cdr_6", fields: ["result", "count"], grain: .total),
            .init(
                name: "campaign_7", fields: ["campaign_id", "telephone", "date"],
                parameters: [.init(name: "campaign_id", isRequired: true, acceptsAll: true)], grain: .event),
            .init(
                name: "skill_5", fields: ["skill_id", "hour"],
                parameters: [.init(name: "skill_id", isRequired: true, acceptsAll: false)], grain: .bucket),
        ],
        isKnownZone: { zones.contains($0) }, zoneNames: { zones })

    private static let zones = ["UTC", "America/Bogota", "America/Mexico_City"]
}
