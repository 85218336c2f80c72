internal import ETL
internal import FlatFiles
package import Lease
internal import S3

/// Keeps leases as small objects under a prefix of an object store.
package struct LeaseBucket: LeaseStore {
    private let store: any ObjectStore
    private let lake: ObjectLake

    /// The most bytes of a lease's object.
    private static let mostBytes = 64 << 10

    /// Leases under a prefix.
    ///
    /// - Parameters:
    ///   - store: the prefix.
    ///   - staging: the folder of this machine that what is known of the store is kept in.
    ///   - now: the time in seconds since 1970-01-01T00:00:00Z.
    /// - Throws: ``ETLError`` if the folder cannot be made.
    package init(_ store: any ObjectStore, staging: String, now: @escaping @Sendable () -> Int64) throws {
        self.store = store
        lake = try ObjectLake(store, options: FlatFileOptions(directory: ""), staging: staging, now: now)
    }

    /// Makes sure that the store can keep leases.
    ///
    /// - Throws: ``ETLError`` with the code `configuration` for a store that ignores conditions, and for one that cannot be
    ///   used.
    package func verify() async throws {
        let verdict = try await lake.verdict()
        guard verdict.isConditional else {
            throw ETLError(
                .configuration, scope: .run,
                "\(store.location) cannot keep leases: its store lets one write overtake another ("
                    + verdict.faults.joined(separator: ", ") + ")",
                advice: "Keep leases in a store that honours If-Match and If-None-Match")
        }
    }

    /// The object of a lease, such as `s3://bucket/leases/00ff.json`.
    package func place(of name: String) -> String { store.url(of: Self.key(name)) }

    private static func key(_ name: String) -> String { "\(name).json" }

    /// Looks at a lease's object, and at its age by the store's clock.
    package func read(_ name: String) async throws -> LeaseSight? {
        let key = Self.key(name)
        guard let found = try await store.bytes(of: key, limit: Self.mostBytes) else { return nil }
        guard let record = LeaseRecord(found.bytes) else {
            throw ETLError(
                .configuration, scope: .token, "\(store.url(of: key)) is not a lease that this version can read",
                advice: "Look at what it is; use the program's newest version, or give leases another prefix")
        }
        return LeaseSight(record: record, version: found.facts.etag, age: found.facts.age)
    }

    /// Writes a lease's object. Each write carries its own name, by which the client knows it when the answer was lost.
    package func write(_ name: String, _ record: LeaseRecord, over version: String?) async throws -> LeaseWrite {
        let outcome = try await store.put(
            Self.key(name), body: .bytes(record.encoded()), condition: version.map { .matches($0) } ?? .absent,
            attributes: .json(commit: record.id))
        return outcome.etag.map { .written(version: $0) } ?? .refused
    }
}
