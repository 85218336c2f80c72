import PipelineFile
import S3
import Testing

@testable import Commands

/// Object stores that verbs are given by their place alone.
@Suite struct StoreSettingsTests {
    private func settings(_ environment: [String: String]) throws -> S3Settings {
        try World(environment: environment).context.storeSettings("s3://bucket", StoreSpec())
    }

    @Test func settingsComeFromTheEnvironment() throws {
        let own = try settings([
            "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:8333/", "AWS_ENDPOINT_URL": "https://other.example.com",
            "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "x",
        ])
        #expect(own.endpoint?.description == "http://127.0.0.1:8333")
        #expect(own.region == "eu-west-1")
        #expect(own.pathStyle)
        let amazon = try settings(["AWS_REGION": "", "AWS_DEFAULT_REGION": "x-1"])
        #expect(amazon.endpoint == nil)
        #expect(amazon.region == "x-1")
        #expect(!amazon.pathStyle)
    }
}
