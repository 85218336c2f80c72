import ETL
import Testing

@testable import S3

/// Where buckets answer.
@Suite struct StoreAddressTests {
    private func address(
        _ bucket: String, region: String = "eu-west-1", endpoint: String? = nil, pathStyle: Bool = false
    ) throws -> StoreAddress {
        let settings = try S3Settings(
            location: S3Location("s3://\(bucket)/p"), endpoint: try endpoint.map { try S3Endpoint($0) },
            pathStyle: pathStyle)
        return StoreAddress(settings, region: region)
    }

    @Test func bucketsOfAWSHaveHostsOfTheirOwn() throws {
        let usual = try address("lake")
        #expect(usual.endpoint.description == "https://lake.s3.eu-west-1.amazonaws.com")
        #expect(usual.path("p/a") == "/p/a")
        #expect(usual.path(nil) == "/")
        #expect(try address("lake", region: "cn-north-1").endpoint.host == "lake.s3.cn-north-1.amazonaws.com.cn")
    }

    /// The certificate of AWS has one label in front of its names.
    @Test func bucketsWithDotsAndPathStyleAreInThePath() throws {
        for address in [try address("my.lake"), try address("my.lake", pathStyle: true)] {
            #expect(address.endpoint.description == "https://s3.eu-west-1.amazonaws.com")
            #expect(address.path("p/a") == "/my.lake/p/a")
            #expect(address.path(nil) == "/my.lake")
        }
    }

    @Test func anEndpointOfOnesOwnIsUsed() throws {
        let path = try address("lake", endpoint: "http://[::1]:8333", pathStyle: true)
        #expect(path.endpoint.description == "http://[::1]:8333")
        #expect(path.path("a") == "/lake/a")
        let host = try address("lake", endpoint: "https://store.example.com")
        #expect(host.endpoint.authority == "lake.store.example.com")
        #expect(host.path("a") == "/a")
    }

    @Test(arguments: [
        "", "example.com", "http://", "ftp://a", "http://a/b", "http://u:p@a", "http://a?b", "http://a:0", "http://a:x",
        "http://[::1", "http://a b", "https://a:70000",
    ])
    func refusesWhatIsNotAnEndpoint(text: String) {
        #expect(throws: ETLError.self) { try S3Endpoint(text) }
    }
}
