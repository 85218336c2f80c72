import ETL
import S3
import TestSupport
import Testing

/// Listings, page by page.
@Suite struct ListingTests {
    private func keys(_ pages: S3Pages<S3Page>) async throws -> (keys: [String], prefixes: [String], pages: Int) {
        var (keys, prefixes, count) = ([String](), [String](), 0)
        for try await page in pages {
            keys += page.objects.map(\.key)
            prefixes += page.commonPrefixes
            count += 1
        }
        return (keys, prefixes, count)
    }

    @Test(arguments: [1, 3, 7, 1000])
    func everyPageIsAskedFor(pageSize: Int) async throws {
        try await Bench.run(.with { $0.pageSize = pageSize }) { bucket, store in
            let wanted = (0..<7).map { "report=a/day=\($0)/x" }
            for key in wanted { store.place([1, 2], at: "lake/\(key)") }
            store.place([1], at: "lakeside/other")
            store.place([1], at: "lak")
            let (keys, prefixes, pages) = try await keys(bucket.pages())
            #expect(keys == wanted)
            #expect(prefixes == [])
            #expect(pages == (7 + pageSize - 1) / pageSize)
        }
    }

    @Test(arguments: [1, 2, 1000])
    func foldersAreListedWithADelimiter(pageSize: Int) async throws {
        try await Bench.run(.with { $0.pageSize = pageSize }) { bucket, store in
            for key in ["a/x", "a/y", "b", "c/x/y", "c/z"] { store.place([1], at: "lake/\(key)") }
            let top = try await keys(bucket.pages(delimiter: true))
            #expect(top.keys == ["b"])
            #expect(top.prefixes == ["a/", "c/"])
            let inner = try await keys(bucket.pages(prefix: "c/", delimiter: true))
            #expect(inner.keys == ["c/z"])
            #expect(inner.prefixes == ["c/x/"])
        }
    }

    @Test func aListingCanBeginBehindAKey() async throws {
        try await Bench.run { bucket, store in
            for key in ["a", "b", "c"] { store.place([1], at: "lake/\(key)") }
            let found = try await keys(bucket.pages(after: "a")).keys
            #expect(found == ["b", "c"])
        }
    }

    @Test func keysAreReadAlsoWhereTheStoreDoesNotEncodeThem() async throws {
        try await Bench.run(.with { $0.ignoresEncodingType = true }) { bucket, store in
            for key in ["a+b", "a%20b", "a&b"] { store.place([1], at: "lake/\(key)") }
            let found = try await keys(bucket.pages()).keys
            #expect(found == ["a%20b", "a&b", "a+b"])
        }
    }

    @Test func factsOfAListingAreThoseOfTheObjects() async throws {
        try await Bench.run { bucket, _ in
            let etag = try #require(try await bucket.put("a", body: .bytes([1, 2, 3])).etag)
            for try await page in bucket.pages() {
                let object = try #require(page.objects.first)
                #expect(object.etag == etag)
                #expect(object.size == 3)
                let modified = try #require(object.lastModified)
                let answered = try #require(page.answeredAt)
                #expect(abs(answered - modified) < 60)
            }
        }
    }

    /// A hundred pages are read one after another; the next is asked for when it is wanted, never before.
    @Test func pagesAreAskedForWhenTheyAreWanted() async throws {
        try await Bench.run(.with { $0.pageSize = 200 }) { bucket, store in
            for number in 0..<20_000 { store.place([], at: "lake/\(1_000_000 + number)") }
            var seen = 0
            for try await page in bucket.pages() {
                seen += page.objects.count
                #expect(store.count(.listObjects) == seen / 200)
            }
            #expect(seen == 20_000)
        }
    }

    /// A page that leads back to itself would be a listing without end.
    @Test func aListingThatDoesNotLeadOnIsAnError() async throws {
        let page = ScriptedAnswer(
            headers: [("Content-Type", "application/xml")],
            "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>"
        )
        try await ScriptedServer.run([page]) { server in
            try await Bench.with(try Bench.bucket(at: server.address)) { bucket in
                let failure = await Bench.failure { _ = try await keys(bucket.pages()) }
                #expect(failure?.code == .files)
                #expect(server.requests.count == 2)
            }
        }
    }

    @Test(arguments: ["", "<html></html>", "<ListBucketResult><Contents></Contents></ListBucketResult>", "{}"])
    func whatIsNotAListingIsAnError(body: String) async throws {
        try await ScriptedServer.run([ScriptedAnswer(body)]) { server in
            try await Bench.with(try Bench.bucket(at: server.address)) { bucket in
                let failure = await Bench.failure { _ = try await keys(bucket.pages()) }
                #expect(failure?.code == .files)
            }
        }
    }

    @Test func aStoreThatKnowsNoVersionsHasNone() async throws {
        try await Bench.run(disrupt: {
            $0.kind == .listVersions ? .answer(status: 501, code: "NotImplemented") : nil
        }) { bucket, store in
            store.place([1], at: "lake/a")
            var pages: [[S3ObjectVersion]] = []
            for try await page in bucket.versions() { pages.append(page) }
            #expect(pages == [[]])
        }
    }

    @Test func aStoreThatRefusesToListVersionsFailsAndShowsNoKey() async throws {
        try await Bench.run(disrupt: { _ in .answer(status: 400, code: "Odd \(FakeStore.accessKey)") }) { bucket, _ in
            let failure = await Bench.failure { for try await _ in bucket.versions() {} }
            #expect(failure?.code == .files)
            #expect(failure?.message.contains(FakeStore.accessKey) == false)
        }
    }

    @Test func otherListingsOfSuchAStoreFail() async throws {
        try await Bench.run(disrupt: { _ in .answer(status: 501, code: "NotImplemented") }) { bucket, _ in
            let failure = await Bench.failure { _ = try await keys(bucket.pages()) }
            #expect(failure?.code == .files)
        }
    }
}
