package import ETL

/// What requests are signed with. Whatever prints it sees nothing of it.
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

extension S3Credentials {
    /// Whether they can be sent at all.
    var isPlain: Bool {
        [accessKeyID, secretAccessKey, sessionToken].allSatisfy { secret in
            secret?.reveal().utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } ?? true
        }
    }
}

/// A giver of credentials.
package protocol S3CredentialsProvider: Sendable {
    /// The credentials to sign the next request with.
    ///
    /// - Parameter refused: credentials that the store has just called expired; others are given if there are any.
    /// - Returns: credentials.
    /// - Throws: `ETLError` with the code `token` where there are none.
    func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials
}

/// Credentials that never change.
package struct S3FixedCredentials: S3CredentialsProvider {
    private let value: S3Credentials

    /// Gives `value` whenever it is asked.
    package init(_ value: S3Credentials) { self.value = value }

    /// The value.
    package func credentials(insteadOf refused: S3Credentials?) async throws -> S3Credentials { value }
}

/// One place that credentials may come from.
protocol CredentialSource: Sendable {
    /// Returns the credentials, or nil where nothing says that they are to come from here.
    ///
    /// - Throws: `ETLError` if they are to come from here and cannot: another place would give another identity.
    func find() async throws -> S3Credentials?
}

extension ETLError {
    /// The error of a source of credentials.
    static func credentials(_ message: String, _ advice: String) -> ETLError {
        ETLError(.token, scope: .run, message, advice: advice)
    }
}
