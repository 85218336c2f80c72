import Foundation
import TestSupport
import Testing

/// A host of its own: state, unfinished work and output are nobody else's; token and lease are.
struct LeaseHost {
    let place: Workplace

    /// What a lease's object says.
    struct Record: Decodable {
        var state: String
        var number: Int
        var counter: Int
        var length: Int
        var calls: [String: Int]
    }

    init(
        _ store: String, key: (String, String), server: String, length: String = "20s", budget: Int? = nil,
        load: String = "{ to: output }"
    ) throws {
        place = try Workplace(server: server)
        place.environment["AWS_ACCESS_KEY_ID"] = key.0
        place.environment["AWS_SECRET_ACCESS_KEY"] = key.1
        place.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        place.environment["HOME"] = place.path("home")
        var text = PipelineText(reports: "  - cdr_1\n  - cdr_3", load: load)
        text.span = "1d"
        text.more = "lease: { to: \"s3://bucket/leases\", length: \(length), endpoint: \"\(store)\" }"
        if let budget {
            text.sources = text.sources.replacing("retry:", with: "calls_per_day: \(budget), retry:")
        }
        try place.write("\(text)", to: "pipeline.yaml")
    }

    init(
        _ store: FakeStore, server: String, length: String = "20s", budget: Int? = nil, load: String = "{ to: output }"
    ) throws {
        try self.init(
            store.address, key: (FakeStore.accessKey, FakeStore.secretKey), server: server, length: length,
            budget: budget, load: load)
    }

    static func days(_ count: Int) -> [String] { ["--from", "2026-10-01", "--to", "2026-10-0\(count)"] }

    func start(_ days: Int, wait: String? = nil) async throws -> Program {
        try await place.start(
            ["run", "pipeline.yaml", "--quiet"] + Self.days(days) + (wait.map { ["--wait", $0] } ?? []))
    }

    func run(_ days: Int, wait: String? = nil) async throws -> Program.Outcome {
        try await start(days, wait: wait).end()
    }
}

extension FakeStore {
    /// The only lease in the store.
    var lease: LeaseHost.Record? {
        keys.first { $0.hasPrefix("leases/") && $0.hasSuffix(".json") }.flatMap { bytes(of: $0) }
            .flatMap { try? JSONDecoder().decode(LeaseHost.Record.self, from: Data($0)) }
    }
}
