package import ETL

/// What requests are signed with.
package struct S3Credentials: Sendable, Hashable {
    /// The public half of the key.
    package var accessKeyID: Secret
    /// The secret half of the key.
    package var secretAccessKey: Secret
    /// What belongs to a key that is lent for a while.
    package var sessionToken: Secret?
    /// When they are over, in seconds since 1970-01-01T00:00:00Z; nil if never.
    package var expires: Int?

    /// Credentials.
    package init(
        accessKeyID: Secret, secretAccessKey: Secret, sessionToken: Secret? = nil, expires: Int? = nil
    ) {
        (self.accessKeyID, self.secretAccessKey) = (accessKeyID, secretAccessKey)
        (self.sessionToken, self.expires) = (sessionToken, expires)
    }
}

/// A source of credentials.
package protocol S3CredentialsProvider: Sendable {
    /// The credentials to sign the next request with.
    ///
    /// - Parameter refused: credentials that the store has just called expired, which are not given again if there are
    ///   others.
    /// - Returns: credentials that are not over.
    /// - Throws: `ETLError` with the code `token` where there are none.
    func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials
}

/// Credentials that never change.
package struct S3FixedCredentials: S3CredentialsProvider {
    private let value: S3Credentials

    /// Gives `value` whenever it is asked.
    package init(_ value: S3Credentials) { self.value = value }

    package func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials { value }
}

/// The usual chain: environment, web identity, shared files, the container's endpoint, the instance's.
package final class S3CredentialChain: S3CredentialsProvider {
    /// A chain.
    ///
    /// - Parameters:
    ///   - environment: the variables that name credentials or where they are.
    ///   - region: where a security token service is asked.
    ///   - connections: what endpoints are asked through.
    package init(environment: [String: String], region: String, connections: S3Connections) {}

    package func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials {
        fatalError("to be written")
    }
}
