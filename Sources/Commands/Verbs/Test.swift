import ArgumentParser
import Disk
import ETL
import Engine
import PipelineFile
import Settings

/// `test`
struct Test: Verb {
    static let configuration = CommandConfiguration(
        verb: "test", abstract: "Run the tests of pipeline files, offline.",
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

    func run(_ context: CommandContext) async throws -> VerbOutcome {
        var tally = Tally()
        for pipeline in pipelines {
            do {
                try await test(pipeline, in: context, tally: &tally)
            } catch let failure as Failure {
                tally.failures.append(failure)
            } catch let error as ETLError {
                tally.failures.append(Failure(error))
            }
        }
        return VerbOutcome(
            output: .lines(["\(tally.count.counted("test")), \(tally.failed) failed"]), failure: tally.failure)
    }

    /// What came of the tests of all files.
    private struct Tally {
        var count = 0
        var failed = 0
        /// Files that could not be read, and tests that could not be run or updated.
        var failures: [Failure] = []

        /// All that failed as one failure, which has the gravest status; nil if nothing did.
        var failure: Failure? {
            var all = failures
            if failed > 0 {
                all.append(
                    Failure(
                        .data, "\(failed) of \(count.counted("test")) failed",
                        advice: "Correct the pipeline, or take what came as right with --update"))
            }
            guard all.count > 1 else { return all.first }
            let order = RunStatus.needsAPerson.map { ProcessStatus($0) }
            let leading = order.lazy.compactMap { status in all.firstIndex { $0.status == status } }.first ?? 0
            var failure = all.remove(at: leading)
            failure.details += all.flatMap { [sentences($0.message, $0.advice)] + $0.details }
            return failure
        }
    }

    private func test(_ pipeline: String, in context: CommandContext, tally: inout Tally) async throws {
        let (spec, unsetKeys) = try PipelineLoading(context: context).loadReading(pipeline, secrets: .offline)
        if spec.tests.isEmpty { context.terminal.line("\(pipeline) has no tests") }
        let run = TestRun(assembly: JobAssembly(context: context, spec: spec, file: pipeline))
        var failed: [(test: TestSpec, outcome: TestOutcome)] = []
        for test in spec.tests {
            tally.count += 1
            let place = "\(pipeline):\(test.places.test.line):\(test.places.test.column)"
            do {
                let outcome = try await run.outcome(of: test)
                let differences = outcome.differences(from: test)
                if !differences.isEmpty { failed.append((test, outcome)) }
                let verdict = differences.isEmpty ? "passed" : update ? "updated" : "failed"
                context.terminal.line("\(place): \(verdict): \(test.report): \(test.name)")
                for difference in differences { context.terminal.line("  \(difference)") }
            } catch let failure as Failure {
                tally.failures.append(failure)
                context.terminal.line("\(place): failed: \(test.report): \(test.name)")
                context.terminal.line("  \(failure.message)")
            }
        }
        if !failed.isEmpty, !unsetKeys.isEmpty {
            // Hashes made with another key are no news, and must not be written into the file.
            let names = unsetKeys.joined(separator: ", ")
            context.terminal.line("  \(pipeline): \(names) isn't set, so hashes were made with another key")
            guard !update else {
                throw Failure(
                    .configuration, "The tests of \(pipeline) were not updated, for \(names) isn't set",
                    advice: "Set it, so that hashes are those of a run")
            }
        }
        if update, !failed.isEmpty {
            try await rewrite(pipeline, failed, in: context)
        } else {
            tally.failed += failed.count
        }
    }

    private func rewrite(
        _ pipeline: String, _ failures: [(test: TestSpec, outcome: TestOutcome)], in context: CommandContext
    ) async throws {
        let path = context.absolute(pipeline)
        let failure = { (test: TestSpec, why: String) in
            Failure(
                .data, "The test '\(test.name)' of \(pipeline) could not be updated: \(why)",
                advice: "Write what it expects by hand")
        }
        for failed in failures where failed.outcome.error != nil {
            throw failure(failed.test, "nothing was written")
        }
        let text = String(decoding: try Files.input(path), as: UTF8.self)
        let rewritten: String
        do {
            rewritten = try TestRewriter(text).rewriting(failures.map { $0.outcome.expectation(of: $0.test) })
        } catch {
            throw failure(error.test, "its lists are written in a way that is not understood")
        }
        // A file that would say something else now is worse than one that is left alone.
        let reading = PipelineReader.read(
            text: rewritten, file: pipeline, environment: context.environment, secrets: .offline,
            vocabulary: ReportVocabulary.vendor)
        for failed in failures {
            let test = reading.spec?.tests.first { $0.name == failed.test.name }
            guard let test, failed.outcome.differences(from: test).isEmpty else {
                throw failure(failed.test, "what came cannot be written there")
            }
        }
        do {
            try Files.replace(path, by: Array(rewritten.utf8))
        } catch {
            throw Failure(.files, "\(pipeline) could not be written", advice: "Give the right to write it")
        }
    }
}
