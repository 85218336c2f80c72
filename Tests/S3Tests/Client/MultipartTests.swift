import ETL
import Foundation
import S3
import TestSupport
import Testing

/// Objects in parts.
@Suite struct MultipartTests {
    private static let key = "report=calls/day=2026-01-01/big.gz"

    @Test func aLargeFileIsUploadedInPartsAndSeenWhenItIsComplete() async throws {
        let content = Bench.noise(50 << 20)
        try await Bench.run { bucket, store in
            let upload = try await Bench.withFile(content) { path in
                try await bucket.upload(
                    Self.key, file: path, size: content.count, sha256: Sums.sha256(content), .gzip(commit: "c1"))
            }
            #expect(upload.parts.map(\.number) == [1, 2, 3, 4])
            #expect(upload.commit == "c1")
            #expect(store.largestBody == 16 << 20)
            #expect(try await bucket.head(Self.key) == nil)
            // Another process, on another machine, has what the intent says of the upload.
            let carried = try JSONDecoder().decode(S3Upload.self, from: try JSONEncoder().encode(upload))
            guard case .written(let etag) = try await bucket.complete(Self.key, upload: carried, condition: .absent)
            else {
                throw CancellationError()
            }
            let facts = try #require(try await bucket.head(Self.key))
            #expect(facts.etag == etag)
            #expect(etag.hasSuffix("-4"))
            #expect(facts.commit == "c1")
            #expect(facts.sha256 == Sums.sha256(content))
            #expect(store.bytes(of: "lake/\(Self.key)") == content)
            #expect(store.uploads == [])
            #expect(store.headers(of: "lake/\(Self.key)")["content-type"] == "application/gzip")
        }
    }

    @Test func anEmptyFileHasOneEmptyPart() async throws {
        try await Bench.run { bucket, store in
            let upload = try await Bench.withFile([]) { path in
                try await bucket.upload("a", file: path, size: 0, sha256: Sums.sha256([]))
            }
            guard case .written = try await bucket.complete("a", upload: upload) else { throw CancellationError() }
            #expect(store.bytes(of: "lake/a") == [])
        }
    }

    @Test func conditionsHoldForCompletion() async throws {
        try await Bench.run { bucket, store in
            let first = try #require(try await bucket.put("a", body: .bytes([1])).etag)
            let id = try await bucket.begin("a")
            let upload = S3Upload(id: id, parts: [try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))])
            guard case .refused(let there?) = try await bucket.complete("a", upload: upload, condition: .absent) else {
                throw CancellationError()
            }
            #expect(there.etag == first)
            guard case .refused = try await bucket.complete("a", upload: upload, condition: .matches("other")) else {
                throw CancellationError()
            }
            guard case .written = try await bucket.complete("a", upload: upload, condition: .matches(first)) else {
                throw CancellationError()
            }
            #expect(store.bytes(of: "lake/a") == [2])
        }
    }

    @Test func aCompletionWhoseAnswerWasLostHasWritten() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .completeUpload && $0.attempt == 1 ? .loseAnswer : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            let id = try await bucket.begin("a", S3Attributes(commit: "c1"))
            let part = try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))
            let upload = S3Upload(id: id, parts: [part], commit: "c1")
            // The second attempt finds no upload and an object in its place, which is its own.
            guard case .written(let etag) = try await bucket.complete("a", upload: upload, condition: .absent) else {
                throw CancellationError()
            }
            #expect(try await bucket.head("a")?.etag == etag)
            #expect(store.count(.completeUpload) == 2)
        }
    }

    /// AWS answers 200 before it knows how completing ends.
    @Test(arguments: ["InternalError", "SlowDown"])
    func aSuccessWhoseBodyIsAnErrorIsTriedAgain(code: String) async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .completeUpload && $0.attempt <= 2 ? .answer(status: 200, code: code) : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            let id = try await bucket.begin("a")
            let upload = S3Upload(id: id, parts: [try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))])
            guard case .written = try await bucket.complete("a", upload: upload, condition: .absent) else {
                throw CancellationError()
            }
            #expect(store.count(.completeUpload) == 3)
        }
    }

    @Test func aSuccessWhoseBodyIsARefusalIsARefusal() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .completeUpload ? .answer(status: 200, code: "PreconditionFailed") : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, _ in
            let id = try await bucket.begin("a")
            let upload = S3Upload(id: id, parts: [try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))])
            guard case .refused(nil) = try await bucket.complete("a", upload: upload, condition: .absent) else {
                throw CancellationError()
            }
        }
    }

    /// After a conflict AWS has given the upload up: the caller begins a new one.
    @Test func aConflictLosesTheUpload() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .completeUpload ? .answer(status: 409, code: "ConditionalRequestConflict") : nil
        }
        try await Bench.run(disrupt: disrupt) { bucket, store in
            let id = try await bucket.begin("a")
            let upload = S3Upload(id: id, parts: [try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))])
            #expect(try await bucket.complete("a", upload: upload, condition: .absent) == .lost)
            #expect(store.count(.completeUpload) == 1)
            #expect(store.keys == [])
        }
    }

    @Test func anUploadThatSomebodyAbortedIsLost() async throws {
        try await Bench.run { bucket, store in
            let id = try await bucket.begin("a")
            let upload = S3Upload(id: id, parts: [try await bucket.part(1, of: "a", uploadID: id, body: .bytes([2]))])
            store.dropUploads(of: "lake/a")
            #expect(try await bucket.complete("a", upload: upload) == .lost)
            let failure = await Bench.failure { _ = try await bucket.part(2, of: "a", uploadID: id, body: .bytes([2])) }
            #expect(failure?.code == .tryLater)
            try await bucket.abort("a", id)
        }
    }

    @Test func aPartThatFailsForGoodAbortsTheUpload() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.query["partNumber"] == "2" ? .answer(status: 403, code: "AccessDenied") : nil
        }
        let content = Bench.noise(40 << 20)
        try await Bench.run(disrupt: disrupt) { bucket, store in
            try await Bench.withFile(content) { path in
                let failure = await Bench.failure {
                    _ = try await bucket.upload(
                        "a", file: path, size: content.count, sha256: Sums.sha256(content))
                }
                #expect(failure?.code == .token)
            }
            #expect(store.uploads == [])
        }
    }

    @Test func aConnectionThatIsCutWithinAPartIsNoMatter() async throws {
        let disrupt: @Sendable (FakeStoreRequest) -> FakeDisruption? = {
            $0.kind == .uploadPart && $0.attempt <= 2 ? .cutRequest(after: 3 << 20) : nil
        }
        let content = Bench.noise(20 << 20)
        try await Bench.run(disrupt: disrupt) { bucket, store in
            let upload = try await Bench.withFile(content) { path in
                try await bucket.upload("a", file: path, size: content.count, sha256: Sums.sha256(content))
            }
            guard case .written = try await bucket.complete("a", upload: upload, condition: .absent) else {
                throw CancellationError()
            }
            #expect(store.bytes(of: "lake/a") == content)
        }
    }

    @Test(arguments: [1, 2, 1000])
    func uploadsAreListed(pageSize: Int) async throws {
        try await Bench.run(.with { $0.pageSize = pageSize }) { bucket, _ in
            var ids: Set<String> = []
            for key in ["a", "b/x", "a"] { ids.insert(try await bucket.begin(key)) }
            var uploads: [S3PendingUpload] = []
            for try await page in bucket.uploads() {
                uploads += page.uploads
                for upload in page.uploads {
                    let (answered, begun) = (try #require(page.answeredAt), try #require(upload.initiated))
                    #expect(abs(answered - begun) < 60)
                }
            }
            #expect(uploads.map(\.key) == ["a", "a", "b/x"])
            #expect(Set(uploads.map(\.id)) == ids)
            for upload in uploads { try await bucket.abort(upload.key, upload.id) }
            for try await page in bucket.uploads(prefix: "a") { #expect(page.uploads.isEmpty) }
        }
    }
}
