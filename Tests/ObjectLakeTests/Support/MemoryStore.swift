import Crypto
import Disk
import ETL
import Foundation
import Synchronization

@testable import ObjectLake
@testable import S3

/// An object store in memory, whose requests can end in any way at any moment.
final class MemoryStore: ObjectStore {
    struct Object: Equatable {
        var bytes: [UInt8]
        var etag: String
        var written: Int
        var metadata: [String: String]
        var contentType: String
    }

    struct Upload {
        var key: String
        var bytes: [UInt8]
        var attributes: S3Attributes
        var begun: Int
    }

    struct State {
        var objects: [String: Object] = [:]
        var uploads: [String: Upload] = [:]
        var clock = 1_790_000_000
        var versions = 0
        var requests: [String] = []
        /// What happens before the request of a number.
        var pause: (at: Int, body: @Sendable () async throws -> Void)?
        /// The number of the request that no answer comes to, from 0; and whether the store has done it.
        var cut: (at: Int, isDone: Bool)?
    }

    /// No answer came, and none will.
    static let gone = ETLError(.files, "The store is out of reach", advice: "Run again")

    let location: S3Location
    let server = "memory"
    private let verdict: S3Verdict
    private let state = Mutex(State())
    /// Sees all objects after each request.
    private let observer: @Sendable ([String: Object]) -> Void

    init(
        isConditional: Bool = true, deletesByVersion: Bool = true,
        observer: @escaping @Sendable ([String: Object]) -> Void = { _ in }
    ) throws {
        location = try S3Location("s3://bucket/lake")
        var verdict = S3Verdict()
        verdict.refusesSecondCreate = isConditional
        verdict.refusesStaleReplace = isConditional
        verdict.refusesReplaceOfMissing = isConditional
        verdict.refusesSecondCompletion = isConditional
        verdict.refusesStaleCompletion = isConditional
        verdict.oneCreateWins = isConditional
        verdict.deleteObeysIfMatch = deletesByVersion
        self.verdict = verdict
        self.observer = observer
    }

    func with<R>(_ body: (inout State) throws -> R) rethrows -> R { try state.withLock { try body(&$0) } }
    var objects: [String: Object] { with { $0.objects } }

    /// Has something happen before the request of a number.
    func pause(at number: Int, _ body: @escaping @Sendable () async throws -> Void) {
        with { $0.pause = (number, body) }
    }

    /// Counts a request, and does it unless the store is out of reach.
    private func request<R>(_ what: String, _ body: (inout State) throws -> R) async throws -> R {
        let pause = with { state in
            guard let pause = state.pause, state.requests.count == pause.at else {
                return nil as (@Sendable () async throws -> Void)?
            }
            state.pause = nil
            return pause.body
        }
        try await pause?()
        let (result, objects) = try state.withLock { state in
            let number = state.requests.count
            if let cut = state.cut, number >= cut.at {
                if number == cut.at, cut.isDone { _ = try body(&state) }
                if number == cut.at { state.requests.append(what) }
                throw Self.gone
            }
            state.requests.append(what)
            state.clock += 1
            return (try body(&state), state.objects)
        }
        observer(objects)
        return result
    }

    private func facts(_ object: Object, _ state: State) -> S3ObjectFacts {
        S3ObjectFacts(
            etag: object.etag, size: object.bytes.count, lastModified: object.written, metadata: object.metadata,
            answeredAt: state.clock)
    }

    func head(_ key: String) async throws -> S3ObjectFacts? {
        try await request("HEAD \(key)") { state in state.objects[key].map { facts($0, state) } }
    }

    func bytes(of key: String, limit: Int) async throws -> (facts: S3ObjectFacts, bytes: [UInt8])? {
        try await request("GET \(key)") { state in state.objects[key].map { (facts($0, state), $0.bytes) } }
    }

    func forEachPiece(of key: String, ifMatch etag: String, _ take: ([UInt8]) throws -> Void) async throws -> Bool {
        let found = try await request("GET \(key)") { $0.objects[key] }
        guard let found else { return false }
        guard found.etag == etag else { throw ETLError(.tryLater, "\(key) was replaced", advice: "Do it again") }
        for start in stride(from: 0, to: found.bytes.count, by: 100) {
            try take(Array(found.bytes[start...].prefix(100)))
        }
        return true
    }

    private func holds(_ condition: S3Condition, _ key: String, _ state: State) -> Bool {
        guard verdict.isConditional else { return true }
        return switch condition {
        case .none: true
        case .absent: state.objects[key] == nil
        case .matches(let etag): state.objects[key]?.etag == etag
        }
    }

    private func write(_ key: String, _ bytes: [UInt8], _ attributes: S3Attributes, _ state: inout State) -> String {
        state.versions += 1
        var metadata = attributes.metadata
        metadata["sha256"] = SHA256.hash(data: Data(bytes)).map { String(format: "%02x", $0) }.joined()
        let etag = "e\(state.versions)"
        state.objects[key] = Object(
            bytes: bytes, etag: etag, written: state.clock, metadata: metadata, contentType: attributes.contentType)
        return etag
    }

    func put(
        _ key: String, body: S3Payload, condition: S3Condition, attributes: S3Attributes
    ) async throws -> S3PutOutcome {
        let bytes: [UInt8]
        switch body {
        case .bytes(let some): bytes = some
        case .file(let path, _, _): bytes = try Files.contents(of: path) ?? []
        }
        return try await request("PUT \(key)") { state in
            guard holds(condition, key, state) else { return .refused(state.objects[key].map { facts($0, state) }) }
            return .written(etag: write(key, bytes, attributes, &state))
        }
    }

    func forEachPage(below prefix: String, _ take: (S3Page) async throws -> Void) async throws {
        let page = try await request("LIST \(prefix)") { state in
            S3Page(
                objects: state.objects.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }.map {
                    S3ListedObject(
                        key: $0.key, size: $0.value.bytes.count, etag: $0.value.etag, lastModified: $0.value.written)
                }, answeredAt: state.clock)
        }
        for start in stride(from: 0, to: page.objects.count, by: 3) {
            try await take(S3Page(objects: Array(page.objects[start...].prefix(3)), answeredAt: page.answeredAt))
        }
    }

    func folders(below prefix: String) async throws -> [String] {
        let keys = try await request("FOLDERS \(prefix)") { $0.objects.keys.filter { $0.hasPrefix(prefix) } }
        let start = prefix.lastIndex(of: "/").map { prefix.distance(from: prefix.startIndex, to: $0) + 1 } ?? 0
        return Set(
            keys.filter { $0.dropFirst(start).contains("/") }.map { String($0.dropFirst(start).prefix { $0 != "/" }) }
        )
        .sorted()
    }

    func delete(_ key: String, ifMatch etag: String?) async throws -> Bool {
        try await request("DELETE \(key)") { state in
            if let etag, verdict.deleteObeysIfMatch, let there = state.objects[key], there.etag != etag { return false }
            state.objects[key] = nil
            return true
        }
    }

    func upload(
        _ key: String, file path: String, size: Int, sha256: String, _ attributes: S3Attributes
    ) async throws -> S3Upload {
        let bytes = Array(try Data(contentsOf: URL(filePath: path)))
        return try await request("UPLOAD \(key)") { state in
            state.versions += 1
            let id = "u\(state.versions)"
            state.uploads[id] = Upload(key: key, bytes: bytes, attributes: attributes, begun: state.clock)
            return S3Upload(
                id: id, parts: [S3Part(number: 1, etag: "p")], commit: attributes.commit, sha256: sha256)
        }
    }

    func complete(_ key: String, upload: S3Upload, condition: S3Condition) async throws -> S3Completion {
        try await request("COMPLETE \(key)") { state in
            guard let found = state.uploads[upload.id] else { return .lost }
            guard holds(condition, key, state) else { return .refused(state.objects[key].map { facts($0, state) }) }
            state.uploads[upload.id] = nil
            return .written(etag: write(key, found.bytes, found.attributes, &state))
        }
    }

    func abort(_ key: String, _ uploadID: String) async throws {
        try await request("ABORT \(key)") { $0.uploads[uploadID] = nil }
    }

    func forEachUploadPage(below prefix: String, _ take: (S3UploadPage) async throws -> Void) async throws {
        try await take(
            try await request("UPLOADS \(prefix)") { state in
                S3UploadPage(
                    uploads: state.uploads.filter { $0.value.key.hasPrefix(prefix) }.map {
                        S3PendingUpload(key: $0.value.key, id: $0.key, initiated: $0.value.begun)
                    }, answeredAt: state.clock)
            })
    }

    func forEachVersionPage(below prefix: String, _ take: ([S3ObjectVersion]) async throws -> Void) async throws {}
    func deleteVersion(_ version: S3ObjectVersion) async throws {}
    func probe(under folder: String) async throws -> S3Verdict { try await request("PROBE") { _ in verdict } }
    func use(_ verdict: S3Verdict) {}
}
