import ETL
import TestSupport
import Testing

@testable import S3

/// Credentials of endpoints, each a local fake.
@Suite struct EndpointTests {
    private static let keys = ["AK-a", "SK-a", "TK-a"]

    // MARK: - Web identity

    private static let role = """
        <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleWithWebIdentityResult><Credentials><SessionToken>TK-a</SessionToken>
          <SecretAccessKey>SK-a</SecretAccessKey><Expiration>2099-01-01T00:00:00Z</Expiration>
          <AccessKeyId>AK-a</AccessKeyId></Credentials></AssumeRoleWithWebIdentityResult>
        </AssumeRoleWithWebIdentityResponse>
        """

    @Test func aWebIdentityIsExchanged() async throws {
        try await CredentialBench.withFiles(["token": "web=identity/token+1\n"]) { folder in
            try await ScriptedServer.run([ScriptedAnswer(status: 503, ""), ScriptedAnswer(Self.role)]) { server in
                let found = try await CredentialBench.find([
                    "AWS_WEB_IDENTITY_TOKEN_FILE": "\(folder)/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/r",
                    "AWS_ROLE_SESSION_NAME": "mine", "AWS_ENDPOINT_URL_STS": server.address,
                ])
                #expect(CredentialBench.texts(found) == Self.keys)
                #expect(found.expires == StoreTime.ofListing("2099-01-01T00:00:00Z"))
                #expect(server.requests.count == 2)
                let form = String(decoding: server.requests[1].body, as: UTF8.self)
                #expect(form.contains("Action=AssumeRoleWithWebIdentity&Version=2011-06-15"))
                #expect(form.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"))
                #expect(form.contains("RoleSessionName=mine"))
                #expect(form.contains("WebIdentityToken=web%3Didentity%2Ftoken%2B1"))
                // The token is in the body alone, and the exchange is not signed.
                #expect(server.requests.allSatisfy { $0.target == "/" && $0.headers["authorization"] == nil })
            }
        }
    }

    @Test func aRefusedWebIdentityIsNotPassedOver() async throws {
        let refusal = "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>"
        try await CredentialBench.withFiles(["token": "secret-token", ".aws/credentials": "[default]\n"]) { folder in
            try await ScriptedServer.run([ScriptedAnswer(status: 403, refusal)]) { server in
                let failure = try #require(
                    await CredentialBench.failure([
                        "AWS_WEB_IDENTITY_TOKEN_FILE": "\(folder)/token", "AWS_ROLE_ARN": "arn:role", "HOME": folder,
                        "AWS_ENDPOINT_URL_STS": server.address,
                    ]))
                #expect(failure.code == .token)
                #expect(failure.message.contains("refused the role arn:role"))
                #expect(failure.message.contains("AccessDenied"))
                #expect(!"\(failure)".contains("secret-token"))
            }
        }
    }

    @Test func aWebIdentityThatIsHalfNamedIsAnError() async throws {
        let alone = try #require(await CredentialBench.failure(["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent"]))
        #expect(alone.message.contains("AWS_ROLE_ARN"))
        let missing = try #require(
            await CredentialBench.failure(["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent", "AWS_ROLE_ARN": "r"]))
        #expect(missing.message.contains("/nonexistent"))
        let open = try await CredentialBench.withFiles(["token": "t"]) { folder in
            await CredentialBench.failure([
                "AWS_WEB_IDENTITY_TOKEN_FILE": "\(folder)/token", "AWS_ROLE_ARN": "r",
                "AWS_ENDPOINT_URL_STS": "http://example.com",
            ])
        }
        #expect(open?.code == .configuration)
    }

    // MARK: - Containers

    @Test func aContainersEndpointIsAskedWithTheTokenOfItsFile() async throws {
        try await CredentialBench.withFiles(["token": "pod-token\n"]) { folder in
            try await ScriptedServer.run([ScriptedAnswer(CredentialBench.document("a"))]) { server in
                let found = try await CredentialBench.find([
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.address)/v1/credentials?x=1",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "\(folder)/token",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN": "not this one",
                ])
                #expect(CredentialBench.texts(found) == Self.keys)
                #expect(server.requests.map(\.target) == ["/v1/credentials?x=1"])
                #expect(server.requests[0].headers["authorization"] == "pod-token")
            }
        }
    }

    @Test func aContainersPathIsAskedOfThePlatform() async throws {
        try await ScriptedServer.run([ScriptedAnswer(CredentialBench.document("a"))]) { server in
            let connections = S3Connections()
            let variables = Variables([
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials/id",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic abc",
            ])
            let source = ContainerEndpoint(
                variables: variables, connections: connections, platform: try S3Endpoint(server.address))
            let found = try #require(try await source.find())
            await connections.shutdown()
            #expect(CredentialBench.texts(found) == Self.keys)
            #expect(server.requests.map(\.target) == ["/v2/credentials/id"])
            #expect(server.requests[0].headers["authorization"] == "Basic abc")
            #expect(
                "\(ContainerEndpoint(variables: variables, connections: connections).platform)"
                    == "http://169.254.170.2")
        }
    }

    @Test(arguments: [
        "http://example.com/x", "http://10.0.0.1/x", "ftp://127.0.0.1/x", "nonsense", "http://127.0.0.1/a b",
    ])
    func aContainersAddressThatIsNotNearIsRefused(address: String) async throws {
        let failure = try #require(await CredentialBench.failure(["AWS_CONTAINER_CREDENTIALS_FULL_URI": address]))
        #expect(failure.code == .token || failure.code == .configuration)
    }

    @Test func aContainersRefusalIsNotPassedOver() async throws {
        for answer in [ScriptedAnswer(status: 404, ""), ScriptedAnswer("{}")] {
            try await ScriptedServer.run([answer]) { server in
                let failure = try #require(
                    await CredentialBench.failure(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(server.address)/x"]))
                #expect(failure.code == .token)
                #expect(failure.message.contains("container"))
            }
        }
    }

    // MARK: - Instances

    private static func instance(
        _ document: @escaping @Sendable () -> String, token: ScriptedAnswer = ScriptedAnswer("proof")
    ) -> @Sendable (ScriptedServer.Request) -> ScriptedAnswer {
        { request in
            if request.target == "/latest/api/token" {
                return request.headers["x-aws-ec2-metadata-token-ttl-seconds"] == "21600"
                    ? token : ScriptedAnswer(status: 400, "")
            }
            guard request.headers["x-aws-ec2-metadata-token"] == "proof" else { return ScriptedAnswer(status: 401, "") }
            return switch request.target {
            case "/latest/meta-data/iam/security-credentials/": ScriptedAnswer("the-role\n")
            case "/latest/meta-data/iam/security-credentials/the-role": ScriptedAnswer(document())
            default: ScriptedAnswer(status: 404, "")
            }
        }
    }

    private static func environment(_ server: ScriptedServer) -> [String: String] {
        [
            "AWS_EC2_METADATA_DISABLED": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.address,
            "AWS_METADATA_SERVICE_TIMEOUT": "60",
        ]
    }

    @Test func anInstancesRoleIsFoundByTheSecondVersionAlone() async throws {
        let script = Self.instance { CredentialBench.document("a") }
        try await ScriptedServer.run(script: script) { server in
            let found = try await CredentialBench.find(Self.environment(server))
            #expect(CredentialBench.texts(found) == Self.keys)
            #expect(server.requests.count == 3)
        }
    }

    @Test func anInstanceWithoutTheSecondVersionOrARoleHasNone() async throws {
        let without = Self.instance({ "" }, token: ScriptedAnswer(status: 403, ""))
        try await ScriptedServer.run(script: without) { server in
            let failure = try #require(await CredentialBench.failure(Self.environment(server)))
            #expect(failure.message == "There are no credentials for the object store")
            #expect(server.requests.count == 1)
        }
        let roleless: @Sendable (ScriptedServer.Request) -> ScriptedAnswer = {
            $0.target == "/latest/api/token" ? ScriptedAnswer("proof") : ScriptedAnswer(status: 404, "")
        }
        try await ScriptedServer.run(script: roleless) { server in
            #expect(await CredentialBench.failure(Self.environment(server))?.message.hasPrefix("There are no") == true)
        }
    }

    @Test func aServiceThatIsNotThereIsNotWaitedFor() async throws {
        let address = "http://127.0.0.1:\(FreePorts.closed)"
        let failure = try #require(
            await CredentialBench.failure([
                "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": address,
            ]))
        #expect(failure.message == "There are no credentials for the object store")
    }

    @Test func anInstanceWhoseRoleHasNoCredentialsIsAnError() async throws {
        let script = Self.instance { #"{"Code":"AssumeRoleUnauthorizedAccess"}"# }
        try await ScriptedServer.run(script: script) { server in
            let failure = try #require(await CredentialBench.failure(Self.environment(server)))
            #expect(failure.code == .token)
            #expect(failure.message.contains("no credentials for its role"))
        }
    }
}
