import ETL
import Foundation
import S3
import TestSupport
import Testing

/// A bucket of a fake store, set up for tests.
enum Bench {
    /// Pauses that are short enough for tests.
    static let patience = S3Patience(
        attempts: 12, firstPause: .milliseconds(5), longestPause: .milliseconds(80), longestTrouble: .seconds(300),
        longestSilence: .milliseconds(300))

    /// The credentials that a fake store knows.
    static let credentials = S3Credentials(
        accessKeyID: Secret(FakeStore.accessKey), secretAccessKey: Secret(FakeStore.secretKey))

    /// A bucket of a store.
    static func bucket(
        at address: String, prefix: String = "lake",
        credentials: any S3CredentialsProvider = S3FixedCredentials(credentials),
        patience: S3Patience = patience, idle: Duration = .seconds(60),
        clock: @escaping @Sendable () -> Int = { S3Bucket.now() },
        change: (inout S3Settings) -> Void = { _ in }
    ) throws -> S3Bucket {
        var settings = try S3Settings(
            location: S3Location("s3://\(FakeStore.bucket)/\(prefix)"), endpoint: S3Endpoint(address), pathStyle: true)
        change(&settings)
        return S3Bucket(
            settings: settings, credentials: credentials,
            connections: S3Connections(connectTimeout: .seconds(30), idleTimeout: idle), patience: patience,
            clock: clock)
    }

    /// Runs `body` with a bucket that is shut down at its end.
    static func with<R>(
        _ bucket: S3Bucket, _ body: nonisolated(nonsending) (S3Bucket) async throws -> R
    ) async throws -> R {
        let outcome: Result<R, any Error>
        do {
            outcome = .success(try await body(bucket))
        } catch {
            outcome = .failure(error)
        }
        await bucket.shutdown()
        return try outcome.get()
    }

    /// Runs `body` with a bucket of a fake store, and no time passes for either.
    static func runStill<R>(
        _ habits: FakeStoreHabits, _ body: nonisolated(nonsending) (S3Bucket, FakeStore) async throws -> R
    ) async throws -> R {
        let now = S3Bucket.now()
        var still = habits
        still.stillAt = now
        return try await FakeStore.run(still) { store in
            try await with(try bucket(at: store.address, clock: { now })) { try await body($0, store) }
        }
    }

    /// Runs `body` with a bucket of a fake store.
    static func run<R>(
        _ habits: FakeStoreHabits = FakeStoreHabits(),
        disrupt: @escaping @Sendable (FakeStoreRequest) -> FakeDisruption? = { _ in nil },
        _ body: nonisolated(nonsending) (S3Bucket, FakeStore) async throws -> R
    ) async throws -> R {
        try await FakeStore.run(habits, disrupt: disrupt) { store in
            try await with(try bucket(at: store.address)) { try await body($0, store) }
        }
    }

    /// The error that `body` ends with.
    static func failure(_ body: nonisolated(nonsending) () async throws -> Void) async -> ETLError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? ETLError
        }
    }

    /// Bytes of a text.
    static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Bytes that look like chance, the same for each number.
    static func noise(_ count: Int, number: UInt64 = 1) -> [UInt8] {
        var random = SplitMix(state: number)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { unsafe withUnsafeBytes(of: random.next()) { unsafe bytes.append(contentsOf: $0) } }
        return Array(bytes.prefix(count))
    }

    /// Runs `body` with the path of a file of these bytes, which is gone afterwards.
    static func withFile<R>(
        _ bytes: [UInt8], _ body: nonisolated(nonsending) (_ path: String) async throws -> R
    ) async throws -> R {
        let place = FileManager.default.temporaryDirectory.appending(path: "s3-\(UUID().uuidString)")
        try Data(bytes).write(to: place)
        defer { try? FileManager.default.removeItem(at: place) }
        return try await body(place.path(percentEncoded: false))
    }
}

/// Credentials that never change.
struct S3FixedCredentials: S3CredentialsProvider {
    private let value: S3Credentials

    /// Gives `value` whenever it is asked.
    init(_ value: S3Credentials) { self.value = value }

    /// The value.
    func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials { value }
}
