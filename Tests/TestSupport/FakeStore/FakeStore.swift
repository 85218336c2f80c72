internal import Foundation
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// An object store in memory on a free port of this machine, over real HTTP, that checks signatures by itself and can have
/// the habits of real stores. Its one bucket is called `bucket`.
package final class FakeStore: Sendable {
    struct Object: Sendable {
        var bytes: [UInt8]
        var etag: String
        var modified: Int
        /// What is kept with it: content type and the writer's words.
        var headers: [(name: String, value: String)]
        var writtenAt: ContinuousClock.Instant
    }

    struct Upload: Sendable {
        var key: String
        var headers: [(name: String, value: String)]
        var initiated: Int
        var parts: [Int: Object] = [:]
    }

    struct State: Sendable {
        var objects: [String: Object] = [:]
        /// The keys in order, where they are known: a listing of many pages asks for them again and again.
        var sorted: [String]?
        var uploads: [String: Upload] = [:]
        var nextUpload = 1
        /// What was replaced or deleted, where that is kept: the newest last.
        var old: [(key: String, id: String, object: Object)] = []
        var requests: [FakeStoreRequest] = []
        var attempts: [FakeStoreRequest.Kind: [String: Int]] = [:]
        var mostBody = 0
        var habits = FakeStoreHabits()
        /// Creates that wait for others of the same key.
        var racing: [String: [EventLoopPromise<Void>]] = [:]
    }

    /// The access key that it knows, its secret, and any session token that is not among the expired ones.
    package static let accessKey = "FAKESTOREKEY"
    /// The secret of the access key.
    package static let secretKey = "fake/Store+Secret"
    /// The bucket that there is.
    package static let bucket = "bucket"

    let state: Mutex<State>
    private let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption?
    private let bound = Mutex(0)

    private init(
        _ habits: FakeStoreHabits, _ disrupt: @escaping @Sendable (FakeStoreRequest) -> FakeDisruption?
    ) {
        state = Mutex(State(habits: habits))
        self.disrupt = disrupt
    }

    /// The port it listens on.
    package var port: Int { bound.withLock { $0 } }
    /// Its address.
    package var address: String { "http://127.0.0.1:\(port)" }
    /// All requests so far.
    package var requests: [FakeStoreRequest] { state.withLock { $0.requests } }
    /// How many requests of a kind came.
    package func count(_ kind: FakeStoreRequest.Kind) -> Int { requests.count { $0.kind == kind } }
    /// The keys of all objects, sorted.
    package var keys: [String] { state.withLock { $0.objects.keys.sorted() } }
    /// The content of an object; nil if it is missing.
    package func bytes(of key: String) -> [UInt8]? { state.withLock { $0.objects[key]?.bytes } }
    /// The headers that are kept with an object, names in small letters.
    package func headers(of key: String) -> [String: String] {
        let headers = state.withLock { $0.objects[key]?.headers ?? [] }
        return Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
    /// The keys and contents of what was replaced or deleted and is kept.
    package var oldVersions: [(key: String, bytes: [UInt8])] {
        state.withLock { $0.old.map { ($0.key, $0.object.bytes) } }
    }
    /// The keys of uploads that are not completed, sorted.
    package var uploads: [String] { state.withLock { $0.uploads.values.map(\.key).sorted() } }
    /// The greatest number of bytes of one request's body.
    package var largestBody: Int { state.withLock { $0.mostBody } }

    /// Changes its habits from now on.
    package func change(_ change: (inout FakeStoreHabits) -> Void) { state.withLock { change(&$0.habits) } }

    /// Puts an object there as somebody else would.
    package func place(_ bytes: [UInt8], at key: String, headers: [String: String] = [:]) {
        state.withLock { state in
            state.sorted = nil
            state.objects[key] = Object(
                bytes: bytes, etag: FakeSignature.md5(bytes), modified: state.habits.now,
                headers: headers.map { (name: $0.key, value: $0.value) }, writtenAt: .now)
        }
    }

    /// Runs a store.
    ///
    /// - Parameters:
    ///   - habits: how it differs.
    ///   - disrupt: what accident befalls a request; nil for none. The body has not come yet when it is asked.
    ///   - body: what is done while it runs.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    package static func run<Result>(
        _ habits: FakeStoreHabits = FakeStoreHabits(),
        disrupt: @escaping @Sendable (FakeStoreRequest) -> FakeDisruption? = { _ in nil },
        _ body: nonisolated(nonsending) (FakeStore) async throws -> Result
    ) async throws -> Result {
        let store = FakeStore(habits, disrupt)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                    try channel.pipeline.syncOperations.addHandler(FakeStoreConversation(store))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        store.bound.withLock { $0 = listener.localAddress?.port ?? 0 }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(store))
        } catch {
            outcome = .failure(error)
        }
        try await listener.close()
        return try outcome.get()
    }

    // MARK: - Requests

    func begin(_ head: HTTPRequestHead) -> (FakeStoreRequest, FakeDisruption?) {
        let parts = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count == 2 ? FakeSignature.decodedQuery(parts[1]) : [:]
        let path = parts[0].removingPercentEncoding ?? ""
        let root = "/\(Self.bucket)"
        let key = path.hasPrefix("\(root)/") ? String(path.dropFirst(root.count + 1)) : ""
        let kind = Self.kind(head.method.rawValue, isBucket: key.isEmpty, query)
        let headers = Dictionary(
            head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0),\($1)" })
        let request = state.withLock { state in
            let attempt = (state.attempts[kind]?[key] ?? 0) + 1
            state.attempts[kind, default: [:]][key] = attempt
            let request = FakeStoreRequest(
                number: state.requests.count, kind: path.hasPrefix(root) ? kind : .other, attempt: attempt,
                method: head.method.rawValue, target: head.uri, key: key, query: query, headers: headers)
            state.requests.append(request)
            return request
        }
        return (request, disrupt(request))
    }

    private static func kind(
        _ method: String, isBucket: Bool, _ query: [String: String]
    ) -> FakeStoreRequest.Kind {
        switch (method, isBucket) {
        case ("GET", true):
            query["uploads"] != nil ? .listUploads : query["versions"] != nil ? .listVersions : .listObjects
        case ("GET", false): .getObject
        case ("HEAD", false): .headObject
        case ("PUT", false): query["partNumber"] != nil ? .uploadPart : .putObject
        case ("POST", false): query["uploads"] != nil ? .createUpload : .completeUpload
        case ("DELETE", false):
            query["uploadId"] != nil ? .abortUpload : query["versionId"] != nil ? .deleteVersion : .deleteObject
        default: .other
        }
    }
}
