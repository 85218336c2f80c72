import Foundation
import Simulator
import Testing

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// `wolkvox-etl simulate`, as a process of its own.
struct SimulatorProcess {
    /// A request as the simulator's log has it.
    struct Request: Decodable {
        var api: String
        var dateIni: String?
        var dateEnd: String?
        var token: String?
        var status: Int?
        var rows: Int
        var complete: Bool
        var underWay: Int?
    }

    let address: String

    /// Runs a simulator for as long as a closure runs.
    static func run<Value>(
        seed: Int = 1, rowsPerDay: Int = 60, scenario: String? = nil,
        files: [String: String] = [:], more: [String] = [], clock: FollowedDays? = nil,
        _ body: (SimulatorProcess) async throws -> Value
    ) async throws -> Value {
        let place = try Workplace()
        place.environment.merge(clock?.environment ?? [:]) { $1 }
        var words = ["simulate", "--port", "0", "--seed", "\(seed)", "--rows-per-day", "\(rowsPerDay)"] + more
        for (path, text) in files { try place.write(text, to: path) }
        if let scenario {
            try place.write(scenario, to: "scenario.yaml")
            words += ["--scenario", "scenario.yaml"]
        }
        let program = try await place.start(words)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(SimulatorProcess(address: try await Self.address(of: program))))
        } catch {
            result = .failure(error)
        }
        program.send(SIGTERM)
        let outcome = try await program.end()
        let value = try result.get()
        #expect(outcome.status == 0, "simulate: \(outcome.errors)")
        return value
    }

    /// What the simulator would send for a day.
    func truth(_ report: String, _ day: String) async throws -> Truth {
        try JSONDecoder().decode(Truth.self, from: try await get("truth", report, day))
    }

    /// A day's rows as the simulator sends them.
    func rows(_ report: String, _ day: String) async throws -> [[String: String]] {
        try JSONDecoder().decode([[String: String]].self, from: try await get("rows", report, day))
    }

    /// A day's rows as the simulator sends them, of a report that takes parameters.
    func rows(_ report: String, _ day: String, with parameters: [String: String]) async throws -> [[String: String]] {
        let query = parameters.map { "&\($0)=\($1)" }.joined()
        return try JSONDecoder().decode(
            [[String: String]].self, from: try await get("/_simulator/rows?api=\(report)&day=\(day)\(query)"))
    }

    /// All that it was asked so far.
    func requests() async throws -> [Request] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([Request].self, from: try await get("/_simulator/requests"))
    }

    /// Waits until it was asked so often, by a program that is still at work then.
    func waitForRequests(_ count: Int, of program: Program) async throws {
        while true {
            // Looked at first: one that ends while its requests are counted has made them all.
            let wasRunning = program.isRunning
            if try await requests().count >= count { return }
            try #require(wasRunning, "The program ended before its request \(count)")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private func get(_ what: String, _ report: String, _ day: String) async throws -> Data {
        let campaign = report == "campaign_7" ? "&campaign_id=all" : ""
        return try await get("/_simulator/\(what)?api=\(report)&day=\(day)\(campaign)")
    }

    private func get(_ path: String) async throws -> Data {
        let url = try #require(URL(string: address + path))
        let (body, response) = try await URLSession.shared.data(from: url)
        try #require((response as? HTTPURLResponse)?.statusCode == 200, "\(path)")
        return body
    }

    /// Its first line says where it listens.
    private static func address(of program: Program) async throws -> String {
        while program.isRunning {
            let lines = program.output.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.count > 1 {
                let prefix = "listening on "
                try #require(lines[0].hasPrefix(prefix + "http://127.0.0.1:"), "\(lines[0])")
                return String(lines[0].dropFirst(prefix.count))
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        let outcome = try await program.end()
        throw Failed(description: "The simulator ended at once: \(outcome.errors)")
    }

    private struct Failed: Error, CustomStringConvertible { var description: String }
}

extension String {
    /// A scenario in which the request of that number, and no other, gets no answer.
    static func hanging(at call: Int) -> String { "rules:\n  - when: { call: \(call) }\n    do: hang\n" }
}
