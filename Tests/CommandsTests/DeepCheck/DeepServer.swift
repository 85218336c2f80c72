import ArgumentParser
import Foundation
import Simulator
import Synchronization
import Testing

@testable import Commands

/// A simulator inside the process in whose zone it is early afternoon now, and `check --deep` of it.
struct DeepServer {
    /// The hour in UTC, once for all tests: they may last until the next one.
    private static let now = Int(Date().timeIntervalSince1970) / 3600 % 24

    /// A zone in which it is one o'clock and some minutes now, moved by some hours.
    static func zone(plus hours: Int = 0) -> String {
        let offset = (13 - now + 36) % 24 - 12
        let moved = (offset < -10 ? offset + 24 : offset) + hours
        return moved == 0 ? "UTC" : moved > 0 ? "Etc/GMT-\(moved)" : "Etc/GMT+\(-moved)"
    }

    static let reports = "[cdr_1, cdr_3, cdr_6, chat_1, { report: campaign_7, with: { campaign_id: all } }]"

    /// What came of a check.
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String
        /// All that the simulator was asked.
        var requests: [RequestLog.Entry]

        func document() throws -> Document {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Document.self, from: Data(output.utf8))
        }
    }

    /// The document as a reader sees it.
    struct Document: Decodable {
        struct Finding: Decodable {
            var question: String
            var subject: String?
            var verdict: String
            var answer: String
            var key: String?
            var needsAction: Bool
            var forms: [String]?
        }

        var calls: Int
        var mostCalls: Int
        var settings: [String]
        var findings: [Finding]

        func finding(_ question: String, of subject: String? = nil) throws -> Finding {
            try #require(
                findings.first { $0.question == question && (subject == nil || $0.subject == subject) }, "\(question)")
        }
    }

    /// Checks a simulator with a scenario.
    ///
    /// - Parameters:
    ///   - scenario: the scenario.
    ///   - source: further keys of the source.
    ///   - reports: the pipeline's reports.
    ///   - words: the flags.
    ///   - answer: what is typed on the terminal; nil where there is no terminal.
    /// - Returns: what came of it.
    /// - Throws: what keeps the simulator or the check from beginning.
    static func check(
        _ scenario: String = "", source: String = "", reports: String = reports,
        _ words: [String] = ["--yes", "--json"], answer: String? = nil
    ) async throws -> Outcome {
        var configuration = SimulatorConfiguration()
        configuration.seed = 5
        configuration.rowsPerDay = 900
        configuration.timeZone = zone()
        configuration.scenario = try Scenario(yaml: "volume: even\n\(scenario)")
        let simulator = try Simulator(configuration: configuration)
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        return try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                try await simulator.run { continuation.yield($0) }
                return nil
            }
            group.addTask {
                var iterator = ports.makeAsyncIterator()
                guard let port = await iterator.next() else { throw CancellationError() }
                var outcome = try await check(
                    port: port, source: source.contains("time_zone") ? source : "\(source), time_zone: \(zone())",
                    reports: reports, words, answer: answer)
                outcome.requests = simulator.log.entries
                return outcome
            }
            defer { group.cancelAll() }
            for try await outcome in group {
                if let outcome { return outcome }
            }
            throw CancellationError()
        }
    }

    private static func check(
        port: Int, source: String, reports: String, _ words: [String], answer: String?
    ) async throws -> Outcome {
        let world = try World(environment: ["WOLKVOX_TOKEN": "t0ken-0f-the-tests"])
        var context = world.context
        context.now = { Int64(Date().timeIntervalSince1970) }
        context.environment["WOLKVOX_ETL_STATE"] = world.folder.appending(path: "state").path(percentEncoded: false)
        if let answer {
            context.terminal.isAsking = true
            context.terminal.ask = { answer }
        }
        try world.write(
            """
            version: 1
            name: deep
            sources:
              - { name: bogota, endpoint: "http://127.0.0.1:\(port)", token: "${WOLKVOX_TOKEN}"\(source) }
            reports: \(reports)
            load: { to: output }

            """, to: "deep.yaml")
        let verb = try #require(
            try WolkvoxETL.parseAsRoot(["check", "deep.yaml", "--deep"] + words) as? any Verb)
        var status: Int32 = 0
        do { try await verb.perform(in: context) } catch { status = WolkvoxETL.exitCode(for: error).rawValue }
        return Outcome(status: status, output: world.output, errors: world.errors, requests: [])
    }
}
