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
    /// Credentials as documents, files and variables have them.
    ///
    /// - Parameters:
    ///   - id: the public half of the key.
    ///   - secret: the secret half of the key.
    ///   - token: what belongs to a key that is lent for a while.
    ///   - expires: when they are over, such as `2026-01-01T08:15:42Z`.
    init(id: String, secret: String, token: String?, expires: String? = nil) {
        self.init(
            accessKeyID: Secret(id), secretAccessKey: Secret(secret), sessionToken: token.map { Secret($0) },
            expires: expires.flatMap(StoreTime.ofListing))
    }

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
