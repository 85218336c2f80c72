import ETL
import NIOCore
import S3
import TestSupport
import Testing

/// Objects of a store that does all it should.
@Suite struct ObjectTests {
    private static let key = "report=calls/day=2026-01-01/part-0000.csv.gz"

    @Test func whatIsWrittenIsReadBack() async throws {
        try await Bench.run { bucket, store in
            let content = Bench.noise(300_000)
            let outcome = try await bucket.put(
                Self.key, body: .bytes(content), condition: .absent, attributes: .gzip(commit: "c1", isFinal: true))
            let etag = try #require(outcome.etag)
            let facts = try #require(try await bucket.head(Self.key))
            #expect(facts.etag == etag)
            #expect(facts.size == content.count)
            #expect(facts.commit == "c1")
            #expect(facts.sha256?.count == 64)
            let age = try #require(facts.age)
            #expect(age < 60)
            let read = try #require(try await bucket.bytes(of: Self.key, limit: 1 << 20))
            #expect(read.bytes == content)
            #expect(read.facts.etag == etag)
            #expect(store.keys == ["lake/\(Self.key)"])
        }
    }

    @Test func whatIsMissingIsNil() async throws {
        try await Bench.run { bucket, _ in
            let facts = try await bucket.head("a")
            #expect(facts == nil)
            #expect(try await bucket.read("a") == nil)
            #expect(try await bucket.bytes(of: "a", limit: 10) == nil)
            #expect(try await bucket.delete("a"))
            #expect(try await bucket.delete("a", ifMatch: "b"))
        }
    }

    @Test func theContentTypeIsGzipAndThereIsNoContentEncoding() async throws {
        try await Bench.run { bucket, store in
            _ = try await bucket.put("a.gz", body: .bytes([1, 2]), condition: .none, attributes: .gzip(isFinal: true))
            let headers = store.headers(of: "lake/a.gz")
            #expect(headers["content-type"] == "application/gzip")
            #expect(headers["content-encoding"] == nil)
            #expect(headers["x-amz-storage-class"] == nil)
        }
    }

    @Test func finalObjectsHaveTheStorageClassAndAllTheEncryption() async throws {
        try await FakeStore.run { store in
            let bucket = try Bench.bucket(
                at: store.address,
                change: { settings in
                    settings.storageClass = "STANDARD_IA"
                    settings.encryption = "aws:kms"
                    settings.kmsKeyID = "key-1"
                })
            try await Bench.with(bucket) { bucket in
                _ = try await bucket.put("final", body: .bytes([1]), condition: .none, attributes: .gzip(isFinal: true))
                _ = try await bucket.put("open", body: .bytes([1]), condition: .none, attributes: .gzip())
            }
            #expect(store.headers(of: "lake/final")["x-amz-storage-class"] == "STANDARD_IA")
            #expect(store.headers(of: "lake/open")["x-amz-storage-class"] == nil)
            for key in ["lake/final", "lake/open"] {
                #expect(store.headers(of: key)["x-amz-server-side-encryption"] == "aws:kms")
                #expect(store.headers(of: key)["x-amz-server-side-encryption-aws-kms-key-id"] == "key-1")
            }
        }
    }

    /// Signer and server once agreed on `=` with each other and with nobody else.
    @Test func equalSignsAreEncodedOnceInEveryCall() async throws {
        try await Bench.run { bucket, store in
            _ = try await bucket.put(Self.key, body: .bytes([1]))
            _ = try await bucket.head(Self.key)
            _ = try await bucket.bytes(of: Self.key, limit: 10)
            let id = try await bucket.begin(Self.key)
            let part = try await bucket.part(1, of: Self.key, uploadID: id, body: .bytes([1]))
            _ = try await bucket.complete(Self.key, upload: S3Upload(id: id, parts: [part]))
            try await bucket.abort(Self.key, try await bucket.begin(Self.key))
            _ = try await bucket.delete(Self.key)
            #expect(store.requests.count == 9)
            for request in store.requests {
                let path = request.target.prefix { $0 != "?" }
                #expect(path == "/bucket/lake/report%3Dcalls/day%3D2026-01-01/part-0000.csv.gz")
                #expect(request.key == "lake/\(Self.key)")
            }
        }
    }

    @Test(arguments: ["a b", "ñ/漢😀", "a+b&c=d?e#f", "a%20b", "~.-_", "a//b", "\"<>'`{}|\\^"])
    func oddKeysAreWrittenReadListedAndDeleted(key: String) async throws {
        try await Bench.run { bucket, store in
            _ = try await bucket.put(key, body: .bytes([7]), condition: .absent)
            #expect(try await bucket.bytes(of: key, limit: 10)?.bytes == [7])
            var listed: [String] = []
            for try await page in bucket.pages() { listed += page.objects.map(\.key) }
            #expect(listed == [key])
            #expect(store.keys == ["lake/\(key)"])
            #expect(try await bucket.delete(key))
            #expect(store.keys == [])
        }
    }

    @Test func readsFromAnOffset() async throws {
        try await Bench.run { bucket, _ in
            _ = try await bucket.put("a", body: .bytes(Array(0..<100)))
            for offset in [0, 1, 99, 100, 101] {
                let body = try #require(try await bucket.read("a", from: offset))
                var bytes: [UInt8] = []
                for try await piece in body { bytes += piece.readableBytesView }
                #expect(bytes == Array((0..<100).dropFirst(offset)))
                #expect(body.facts.size == 100)
            }
        }
    }

    @Test func anotherVersionIsNotRead() async throws {
        try await Bench.run { bucket, _ in
            _ = try await bucket.put("a", body: .bytes([1]))
            let failure = await Bench.failure { _ = try await bucket.read("a", ifMatch: "0123") }
            #expect(failure?.code == .tryLater)
        }
    }

    @Test func whatIsTooLargeIsNotReadAsAWhole() async throws {
        try await Bench.run { bucket, _ in
            _ = try await bucket.put("a", body: .bytes(Array(0..<100)))
            let failure = await Bench.failure { _ = try await bucket.bytes(of: "a", limit: 99) }
            #expect(failure?.code == .files)
            #expect(failure?.message.contains("s3://bucket/lake/a has 100 bytes") == true)
        }
    }

    @Test func conditionsAreHonoured() async throws {
        try await Bench.run { bucket, store in
            let first = try #require(try await bucket.put("a", body: .bytes([1]), condition: .absent).etag)
            let second = try await bucket.put("a", body: .bytes([2]), condition: .absent)
            guard case .refused(let facts?) = second else { throw CancellationError() }
            #expect(facts.etag == first)
            let third = try #require(try await bucket.put("a", body: .bytes([3]), condition: .matches(first)).etag)
            guard case .refused(let there?) = try await bucket.put("a", body: .bytes([4]), condition: .matches(first))
            else {
                throw CancellationError()
            }
            #expect(there.etag == third)
            #expect(try await bucket.delete("a", ifMatch: first) == false)
            #expect(store.bytes(of: "lake/a") == [3])
            #expect(try await bucket.delete("a", ifMatch: third))
            #expect(store.keys == [])
        }
    }

    @Test func aFileIsStreamed() async throws {
        let content = Bench.noise(3_000_000)
        try await Bench.run { bucket, store in
            try await Bench.withFile(content) { path in
                let payload = S3Payload.file(path: path, size: content.count, sha256: Sums.sha256(content))
                _ = try #require(try await bucket.put("a", body: payload, condition: .absent, attributes: .gzip()).etag)
            }
            #expect(store.bytes(of: "lake/a") == content)
        }
    }
}
