import ETL
import Testing

@testable import S3

/// Credentials of the environment and of the shared files.
@Suite struct SharedFileTests {
    private static let two = """
        # a note
        [default]
        aws_access_key_id = AKDEFAULT
        aws_secret_access_key=SK/default+==   # a note behind it
        s3 =
          aws_access_key_id = not this one
        [ work ]
        AWS_ACCESS_KEY_ID = AKWORK
        aws_secret_access_key = SK#work
        aws_session_token = TKWORK
        """

    @Test func theEnvironmentComesFirst() async throws {
        try await CredentialBench.withFiles([".aws/credentials": Self.two]) { home in
            let found = try await CredentialBench.find([
                "HOME": home, "AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "SK", "AWS_SESSION_TOKEN": "TK",
            ])
            #expect(CredentialBench.texts(found) == ["AK", "SK", "TK"])
            #expect(found.expires == nil)
        }
    }

    @Test func aLineBreakBehindAKeyIsNoMatterAndOneWithinItIs() async throws {
        let found = try await CredentialBench.find([
            "AWS_ACCESS_KEY_ID": " AK\n", "AWS_SECRET_ACCESS_KEY": "SK\r\n",
        ])
        #expect(CredentialBench.texts(found) == ["AK", "SK"])
        let failure = try #require(
            await CredentialBench.failure(["AWS_ACCESS_KEY_ID": "A\nK", "AWS_SECRET_ACCESS_KEY": "SK"]))
        #expect(failure.code == .token)
        #expect(failure.message.contains("characters"))
    }

    @Test(arguments: ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    func halfAKeyInTheEnvironmentIsNotPassedOver(name: String) async throws {
        try await CredentialBench.withFiles([".aws/credentials": Self.two]) { home in
            let failure = try #require(await CredentialBench.failure(["HOME": home, name: "x-secret-x"]))
            #expect(failure.code == .token)
            #expect(failure.message.contains(name))
            #expect(!"\(failure)".contains("x-secret-x"))
        }
    }

    @Test func aProfileIsReadAndDefaultIsTheOneWithoutAName() async throws {
        try await CredentialBench.withFiles([".aws/credentials": Self.two]) { home in
            let usual = try await CredentialBench.find(["HOME": home])
            #expect(CredentialBench.texts(usual) == ["AKDEFAULT", "SK/default+=="])
            let work = try await CredentialBench.find(["HOME": home, "AWS_PROFILE": "work"])
            #expect(CredentialBench.texts(work) == ["AKWORK", "SK#work", "TKWORK"])
        }
    }

    @Test func theConfigFileHasProfilesToo() async throws {
        let config = "[profile work]\naws_access_key_id = AK\naws_secret_access_key = SK\n[default]\nregion = x\n"
        try await CredentialBench.withFiles(["c": config]) { folder in
            let environment = ["AWS_CONFIG_FILE": "\(folder)/c", "AWS_PROFILE": "work"]
            let found = try await CredentialBench.find(environment)
            #expect(CredentialBench.texts(found) == ["AK", "SK"])
        }
    }

    @Test func theFilesCanLieElsewhere() async throws {
        try await CredentialBench.withFiles(["other/file": Self.two]) { home in
            let found = try await CredentialBench.find(["HOME": home, "AWS_SHARED_CREDENTIALS_FILE": "~/other/file"])
            #expect(CredentialBench.texts(found)[0] == "AKDEFAULT")
        }
    }

    /// To pass over what is not supported would use another identity without a word.
    @Test(arguments: [
        ("role_arn", "assumes a role"), ("credential_process", "runs a program"), ("sso_session", "SSO"),
        ("sso_start_url", "SSO"),
    ])
    func whatLeadsElsewhereIsNamedAndRefused(key: String, words: String) async throws {
        let config = "[profile work]\n\(key) = something\naws_access_key_id = AK\naws_secret_access_key = SK\n"
        try await CredentialBench.withFiles([".aws/config": config, ".aws/credentials": Self.two]) { home in
            let failure = try #require(await CredentialBench.failure(["HOME": home, "AWS_PROFILE": "work"]))
            #expect(failure.code == .token)
            #expect(failure.message.contains(words))
            #expect(failure.message.contains(key))
        }
    }

    @Test func aProfileThatIsMissingOrEmptyIsAnErrorWhereItWasAskedFor() async throws {
        try await CredentialBench.withFiles([".aws/credentials": "[empty]\n", ".aws/config": "[default]\n"]) { home in
            let missing = try #require(await CredentialBench.failure(["HOME": home, "AWS_PROFILE": "nobody"]))
            #expect(missing.message.contains("'nobody'"))
            let empty = try #require(await CredentialBench.failure(["HOME": home, "AWS_PROFILE": "empty"]))
            #expect(empty.message.contains("has no keys"))
            // A default profile with a region alone names nothing.
            let none = try #require(await CredentialBench.failure(["HOME": home]))
            #expect(none.message == "There are no credentials for the object store")
            #expect(none.code == .token)
        }
    }

    @Test func halfAKeyInAProfileIsAnError() async throws {
        try await CredentialBench.withFiles([".aws/credentials": "[default]\naws_access_key_id = AK\n"]) { home in
            let failure = try #require(await CredentialBench.failure(["HOME": home]))
            #expect(failure.message.contains("only"))
        }
    }

    @Test func whatPrintsCredentialsSeesNothing() {
        let credentials = S3Credentials(
            accessKeyID: Secret("AK-SHOWN"), secretAccessKey: Secret("SK-SHOWN"), sessionToken: Secret("TK-SHOWN"))
        var dumped = ""
        dump(credentials, to: &dumped)
        dump(S3FixedCredentials(credentials), to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] { #expect(!text.contains("SHOWN")) }
    }
}
