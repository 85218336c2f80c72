import Foundation
import Testing

@Suite struct ValidateTests {
    private struct Document: Decodable {
        struct Diagnostic: Decodable {
            var file: String
            var line: Int
            var column: Int
            var severity: String
            var message: String

            var text: String { "\(file):\(line):\(column): \(severity): \(message)" }
        }

        var formatVersion: Int
        var diagnostics: [Diagnostic]
    }

    private func place() throws -> (Workplace, expected: [String]) {
        let place = try Workplace()
        try place.copy("ten-mistakes/pipeline.yaml", to: "pipeline.yaml")
        let expected = try String(contentsOf: PackageFolder.caseFile("ten-mistakes/expected.txt"), encoding: .utf8)
        return (place, expected.split(separator: "\n").map(String.init))
    }

    @Test func tenMistakesAreTenLinesWithTheirPlaces() async throws {
        let (place, expected) = try place()
        let outcome = try await place.run(["validate", "pipeline.yaml"])
        #expect(expected.count == 10)
        #expect(outcome.errors.split(separator: "\n").map(String.init) == expected)
        #expect(outcome.output.isEmpty)
        #expect(outcome.status == 78)
    }

    @Test func jsonGoesToStdout() async throws {
        let (place, expected) = try place()
        let outcome = try await place.run(["validate", "--json", "pipeline.yaml"])
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let document = try decoder.decode(Document.self, from: Data(outcome.output.utf8))
        #expect(document.formatVersion == 1)
        #expect(document.diagnostics.map(\.text) == expected)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.status == 78)
    }

    @Test func aRunSaysTheSameAndEndsWithOneBlock() async throws {
        let (place, expected) = try place()
        let outcome = try await place.run(["run", "pipeline.yaml"])
        let lines = outcome.errors.split(separator: "\n").map(String.init)
        #expect(Array(lines.dropLast()) == expected)
        #expect(lines.last == "error: pipeline.yaml has 10 mistakes. Correct the lines above and run it again.")
        #expect(outcome.status == 78)
    }

    @Test func aGoodFileIsSaidToBeValid() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        try place.write("\(PipelineText())", to: "pipeline.yaml")
        let outcome = try await place.run(["validate", "pipeline.yaml"])
        #expect(outcome.output == "pipeline.yaml is valid\n")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
    }

    @Test func shippedPipelinesAreValid() async throws {
        let place = try Workplace(server: "http://127.0.0.1:9")
        place.environment.merge(
            [
                "WOLKVOX_SERVER": "0012", "WOLKVOX_SERVER_MX": "0044", "WOLKVOX_TOKEN_MX": "an0ther-t0ken",
                "PII_KEY": "a-k3y-of-the-tests",
            ]
        ) { $1 }
        let folder = PackageFolder.root.appending(path: "pipelines").path(percentEncoded: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 4)
        let outcome = try await place.run(["validate"] + names.map { "\(folder)/\($0)" })
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
