internal import ETL
internal import Foundation
internal import NIOHTTP1

/// A bucket of an object store, under a prefix: keys are given and returned relative to it.
///
/// Each call repeats what can be repeated: answers of 429 and 5xx and broken connections are waited out with growing
/// pauses, each attempt gets its own signature, and a write whose answer was lost is looked for before it counts as refused.
/// Errors are ``ETLError``: ``ETLError/Code/token`` where the store refuses the credentials or a right is missing,
/// ``ETLError/Code/files`` where it cannot be reached, keeps failing or has no such bucket.
package final class S3Bucket: Sendable {
    /// Where it is.
    package let settings: S3Settings
    let session: StoreSession

    /// A bucket.
    ///
    /// - Parameters:
    ///   - settings: where the bucket is.
    ///   - credentials: what signs requests, such as ``S3CredentialChain``.
    ///   - connections: what requests go through; ``shutdown()`` closes them.
    ///   - patience: how failed requests are repeated.
    ///   - clock: this machine's clock, in seconds since 1970-01-01T00:00:00Z.
    package init(
        settings: S3Settings, credentials: any S3CredentialsProvider, connections: S3Connections,
        patience: S3Patience = S3Patience(), clock: @escaping @Sendable () -> Int = { S3Bucket.now() }
    ) {
        self.settings = settings
        session = StoreSession(
            settings, credentials: credentials, connections: connections, patience: patience, clock: clock)
    }

    /// A bucket whose credentials are found by the usual chain.
    ///
    /// - Parameters:
    ///   - settings: where the bucket is.
    ///   - environment: the variables that name credentials or where they are.
    ///   - connections: what requests go through; ``shutdown()`` closes them.
    package convenience init(settings: S3Settings, environment: [String: String], connections: S3Connections) {
        let chain = S3CredentialChain(environment: environment, region: settings.region, connections: connections)
        self.init(settings: settings, credentials: chain, connections: connections)
    }

    /// Closes all connections. The bucket is of no use afterwards.
    package func shutdown() async { await session.shutdown() }

    /// This machine's clock.
    package static func now() -> Int { Int(Date().timeIntervalSince1970.rounded(.down)) }

    /// How many seconds the store's clock is ahead of this machine's, as its last answer said; nil before the first.
    package var skew: Int? { session.skew }

    /// Takes up what a probe found, be it an earlier one: checksums are sent only to a store that takes them.
    package func use(_ verdict: S3Verdict) { session.takesChecksums = verdict.takesChecksums }

    func request(_ method: HTTPMethod, purpose: StoreRequest.Purpose, key: String) -> StoreRequest {
        StoreRequest(method, purpose, key: settings.location.key(key))
    }

    /// The error for an answer that no store should give.
    func unexpected(_ request: StoreRequest, answer: StoreAnswer, meaning: StoreMeaning) -> ETLError {
        StoreFailure(settings: settings, region: settings.region, request: request)
            .error(.refused(meaning), answer, hiding: [])
    }
}

extension S3Attributes {
    /// The headers that make them.
    ///
    /// - Parameters:
    ///   - settings: how objects are kept.
    ///   - sha256: the hash of the whole object, in hexadecimal; nil where it is not known.
    /// - Returns: the headers.
    func headers(_ settings: S3Settings, sha256: String?) -> [(name: String, value: String)] {
        var headers = [(name: "content-type", value: contentType)]
        var words = metadata
        if let sha256 { words[Self.sha256Name] = sha256 }
        headers += words.sorted { $0.key < $1.key }.map { (name: "x-amz-meta-\($0.key.lowercased())", value: $0.value) }
        if isFinal, let storageClass = settings.storageClass {
            headers.append((name: "x-amz-storage-class", value: storageClass))
        }
        if let encryption = settings.encryption {
            headers.append((name: "x-amz-server-side-encryption", value: encryption))
        }
        if let key = settings.kmsKeyID {
            headers.append((name: "x-amz-server-side-encryption-aws-kms-key-id", value: key))
        }
        return headers
    }
}

extension S3Condition {
    /// The headers that state it.
    var headers: [(name: String, value: String)] {
        switch self {
        case .none: []
        case .absent: [(name: "if-none-match", value: "*")]
        case .matches(let etag): [(name: "if-match", value: ETagText.quoted(etag))]
        }
    }
}
