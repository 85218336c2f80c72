import ETL
import S3
import Testing

/// Names of buckets and prefixes.
@Suite struct S3LocationTests {
    @Test(arguments: [
        ("s3://bucket", "bucket", ""), ("s3://bucket/", "bucket", ""),
        ("s3://my-bucket.eu/lake", "my-bucket.eu", "lake"),
        ("s3://abc/a/b=c/d_e/", "abc", "a/b=c/d_e"),
    ])
    func readsBucketAndPrefix(text: String, bucket: String, prefix: String) throws {
        let location = try S3Location(text)
        #expect(location.bucket == bucket)
        #expect(location.prefix == prefix)
        #expect(try S3Location(location.description) == location)
    }

    @Test(arguments: [
        "bucket/prefix", "s3:/bucket", "s3://", "s3://ab", "s3://Bucket", "s3://my_bucket", "s3://-bucket",
        "s3://bucket.",
        "s3://a..b", "s3://192.168.1.1", "s3://\(String(repeating: "a", count: 64))", "s3://bucket/a//b",
        "s3://bucket/../b", "s3://bucket/a b", "s3://bucket/ñ", "s3://bucket/a?b", "s3://bucket/a%20b",
        "s3://bucket/\u{7}",
        "s3://user:secret@bucket/prefix", "s3://bucket/\(String(repeating: "a", count: 513))",
    ])
    func refusesWhatSomeStoresWouldNotTake(text: String) {
        #expect { try S3Location(text) } throws: { error in
            (error as? ETLError)?.code == .configuration
        }
    }

    @Test func keysAreRelativeToThePrefix() throws {
        let location = try S3Location("s3://bucket/lake")
        #expect(
            location.key("report=calls/day=2026-01-01/part-0.csv.gz")
                == "lake/report=calls/day=2026-01-01/part-0.csv.gz")
        #expect(location.relative("lake/a") == "a")
        #expect(location.relative("lakes/a") == nil)
        #expect(try S3Location("s3://bucket").key("a") == "a")
    }
}
