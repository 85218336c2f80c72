import Foundation
import TestSupport
import Testing

/// A pipeline that writes to an object store, and one that writes the same days to a folder.
struct StoreWorkplace {
    static let days = ["--from", "2026-10-06", "--to", "2026-10-07"]
    static let day = ["--from", "2026-10-06", "--to", "2026-10-06"]

    let place: Workplace
    let address: String

    init(
        store address: String, accessKey: String, secretKey: String, server: String,
        reports: String = PipelineText.fiveReports
    )
        throws
    {
        self.address = address
        place = try Workplace(server: server)
        place.environment["AWS_ACCESS_KEY_ID"] = accessKey
        place.environment["AWS_SECRET_ACCESS_KEY"] = secretKey
        place.environment["AWS_ENDPOINT_URL_S3"] = address
        place.environment["WOLKVOX_ETL_STAGING"] = place.path("staging")
        // Nothing of the person who runs the tests may lend a hand.
        place.environment["HOME"] = place.path("home")
        place.environment["AWS_EC2_METADATA_DISABLED"] = "true"
        try place.write(
            "\(PipelineText(reports: reports, load: "{ to: \"s3://bucket/lake\", endpoint: \"\(address)\" }"))",
            to: "store.yaml")
        try place.write("\(PipelineText(reports: reports, load: "{ to: folder }"))", to: "folder.yaml")
    }

    func run(
        _ pipeline: String = "store.yaml", _ more: [String] = [], over days: [String] = Self.days
    ) async throws -> Program.Outcome {
        let outcome = try await place.run(["run", pipeline, "--quiet"] + days + more)
        let secret = try #require(place.environment["AWS_SECRET_ACCESS_KEY"])
        #expect(!outcome.errors.contains(secret) && !outcome.output.contains(secret))
        return outcome
    }

    /// Another machine: what it has left unfinished lies elsewhere.
    func moveToAnotherMachine() {
        place.environment["WOLKVOX_ETL_STAGING"] = place.path("staging-\(UUID().uuidString)")
    }

    /// The data files of the folder, by their paths.
    func files() throws -> [String: [UInt8]] {
        let names = FileManager.default.enumerator(atPath: place.path("folder"))?.compactMap { $0 as? String } ?? []
        let data = names.filter { $0.hasPrefix("report=") && $0.hasSuffix(".gz") }
        return try Dictionary(
            uniqueKeysWithValues: data.map { ($0, Array(try Data(contentsOf: place.url("folder/\($0)")))) })
    }
}

/// What a store does in another way than most.
struct StoreHabit: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// Whether two machines cannot both write to it.
    var isUnreliable = false
    let change: @Sendable (inout FakeStoreHabits) -> Void

    static let all = [
        StoreHabit(testDescription: "ignores conditions", isUnreliable: true) { $0.ignoresConditions = true },
        StoreHabit(testDescription: "ignores them on completion", isUnreliable: true) {
            $0.completionIgnoresConditions = true
        },
        StoreHabit(testDescription: "does not know them", isUnreliable: true) { $0.refusesConditions = true },
        StoreHabit(testDescription: "writes over what is missing", isUnreliable: true) {
            $0.ifMatchOnMissing = .written
        },
        StoreHabit(testDescription: "412 for what is missing") { $0.ifMatchOnMissing = .preconditionFailed },
        StoreHabit(testDescription: "deletes whatever is there") { $0.deleteIgnoresIfMatch = true },
        StoreHabit(testDescription: "no checksums") { $0.checksums = .notImplemented },
        StoreHabit(testDescription: "refuses checksums") { $0.checksums = .invalid },
        StoreHabit(testDescription: "twenty minutes ahead") { $0.skew = 1200 },
        StoreHabit(testDescription: "pages of two") { $0.pageSize = 2 },
    ]
}
