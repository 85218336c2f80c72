import Foundation
import TestSupport
import Testing

/// What the README and docs/ show of pipeline files holds for the simulator's own rows.
@Suite struct DocumentedPipelinesTests {
    private static let key = "a-k3y-of-the-tests"

    @Test(arguments: DocumentedYAML.of(.pipeline, .transforms))
    func aBlockRuns(block: DocumentedYAML) async throws {
        let pipelines = block.pipelines()
        let own = pipelines.first { $0.contains("\ndefinitions:") || $0.hasPrefix("definitions:") }
        let more = own == nil ? [] : ["--pipeline", "own.yaml"]
        let files = own.map { ["own.yaml": $0] } ?? [:]
        try await SimulatorProcess.run(rowsPerDay: 400, files: files, more: more) { simulator in
            try await FakeStore.run { store in try await Self.run(pipelines, simulator, store) }
        }
    }

    private static func run(_ pipelines: [String], _ simulator: SimulatorProcess, _ store: FakeStore) async throws {
        let place = try Workplace(server: simulator.address)
        place.environment["AWS_ACCESS_KEY_ID"] = FakeStore.accessKey
        place.environment["AWS_SECRET_ACCESS_KEY"] = FakeStore.secretKey
        place.environment["AWS_ENDPOINT_URL_S3"] = store.address
        place.environment["PII_KEY"] = Self.key
        place.environment["FORGET_KEY"] = Self.key
        place.environment["CHAT_HOOK"] = "http://127.0.0.1:1/hook"
        for (number, pipeline) in pipelines.enumerated() {
            let name = "block-\(number).yaml"
            let text = Self.asking(simulator.address, store.address, pipeline)
            try place.write(text, to: name)
            let day = "\(LocalDays.last(1)[0])"
            let outcome = try await place.run(["run", name, "--day", day, "--quiet", "--take-over", "--fresh"])
            #expect(outcome.status == 0, "\(text)\n\(outcome.errors)")
            if text.contains("tests:") {
                let tests = try await place.succeed(["test", name])
                #expect(tests.contains("passed") && tests.hasSuffix(", 0 failed\n"), "\(tests)")
            }
        }
    }

    /// The same sources and the same store, but for their addresses.
    private static func asking(_ address: String, _ store: String, _ text: String) -> String {
        var section = ""
        let local = text.replacing("/var/lib/prometheus/node-exporter/", with: "")
            .replacing("s3://contact-centre/", with: "s3://\(FakeStore.bucket)/")
        return local.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let key = line.split(separator: ":").first?.trimmingCharacters(in: .whitespaces)
            if let first = line.first, first.isLetter { section = key ?? "" }
            guard key == "server" || key == "endpoint" else { return String(line) }
            return line.prefix { $0 == " " } + "endpoint: \(["load", "lease"].contains(section) ? store : address)"
        }.joined(separator: "\n")
    }
}
