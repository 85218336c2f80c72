import ArgumentParser
import Engine
import Foundation
import PipelineFile

/// `test`
struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Run the tests of pipeline files, offline.",
        discussion: """
            Each test's rows go through the extractor, the transforms and the writer of a real run. No server is asked.

            Examples:
              wolkvox-etl test pipelines/*.yaml
              wolkvox-etl test mine.yaml --update
            """)

    @Argument(help: "The pipeline files.")
    var pipelines: [String]

    @Flag(name: .long, help: "Write what came into the file as what is expected.")
    var update = false

    func run() async throws {
        let context = CommandContext.current
        try await context.reportingFailures {
            var count = 0
            var failed = 0
            for pipeline in pipelines {
                let results = try await results(of: pipeline, context)
                count += results.count
                let failures = results.filter { !$0.differences.isEmpty }
                failed += failures.count
                if update, !failures.isEmpty {
                    try await rewrite(pipeline, failures, context)
                    failed -= failures.count
                }
            }
            context.terminal.line("\(count) \(count == 1 ? "test" : "tests"), \(failed) failed")
            guard failed == 0 else {
                throw Failure(
                    .data, "\(failed) of \(count) tests failed",
                    advice: "Correct the pipeline, or take what came as right with --update")
            }
        }
    }

    private struct Result {
        let test: TestSpec
        let outcome: TestOutcome
        let differences: [String]
    }

    private func results(of pipeline: String, _ context: CommandContext) async throws -> [Result] {
        let spec = try PipelineLoading(context: context).load(pipeline)
        if spec.tests.isEmpty { context.terminal.line("\(pipeline) has no tests") }
        let run = TestRun(context: context, spec: spec, file: pipeline)
        var results: [Result] = []
        for test in spec.tests {
            let outcome = try await run.outcome(of: test)
            let differences = outcome.differences(from: test)
            results.append(Result(test: test, outcome: outcome, differences: differences))
            let place = "\(pipeline):\(test.places.test.line):\(test.places.test.column)"
            let verdict = differences.isEmpty ? "passed" : update ? "updated" : "failed"
            context.terminal.line("\(place): \(verdict): \(test.report): \(test.name)")
            for difference in differences { context.terminal.line("  \(difference)") }
        }
        return results
    }

    private func rewrite(_ pipeline: String, _ failures: [Result], _ context: CommandContext) async throws {
        let url = URL(fileURLWithPath: context.absolute(pipeline)).resolvingSymlinksInPath()
        let failure = { (test: TestSpec, why: String) in
            Failure(
                .data, "The test '\(test.name)' of \(pipeline) could not be updated: \(why)",
                advice: "Write what it expects by hand")
        }
        for failed in failures where failed.outcome.error != nil {
            throw failure(failed.test, "nothing was written")
        }
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        let rewritten: String
        do {
            rewritten = try TestRewriter(text).rewriting(failures.map { $0.outcome.expectation(of: $0.test) })
        } catch {
            throw failure(error.test, "its lists are written in a way that is not understood")
        }
        // A file that would say something else now is worse than one that is left alone.
        let reading = PipelineReader.read(
            text: rewritten, file: pipeline, environment: context.environment, vocabulary: Vocabulary.make())
        for failed in failures {
            let test = reading.spec?.tests.first { $0.name == failed.test.name }
            guard let test, failed.outcome.differences(from: test).isEmpty else {
                throw failure(failed.test, "what came cannot be written there")
            }
        }
        do {
            try Data(rewritten.utf8).write(to: url, options: .atomic)
        } catch {
            throw Failure(.files, "\(pipeline) could not be written", advice: "Give the right to write it")
        }
    }
}
