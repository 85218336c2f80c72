/// What an answer of a store means for the one who asked.
enum StoreMeaning: Sendable, Equatable {
    /// It was done.
    case success
    /// The object is missing.
    case missing
    /// The multipart upload is gone, or parts of it are.
    case uploadGone
    /// The bucket does not exist.
    case bucketMissing
    /// The condition does not hold.
    case refused
    /// Somebody else wrote at the same time.
    case conflict
    /// Nothing of the object is in the range.
    case outOfRange
    /// Not now: too many requests, or the store is failing.
    case busy
    /// The store is in another region, if it says which.
    case elsewhere(String?)
    /// The session of the credentials is over.
    case expired
    /// The store's clock and the request's differ by too much.
    case skewed
    /// The key is not known, or its secret is wrong.
    case wrongKey
    /// The credentials lack a right.
    case denied
    /// A refusal of a HEAD that does not say why.
    case mute
    /// The store does not know what it was asked for.
    case unsupported
    /// Anything else: the request is wrong.
    case wrong

    /// Reads an answer.
    ///
    /// - Parameters:
    ///   - answer: the answer, with its body read.
    ///   - isHead: whether the request was one whose answers have no body.
    init(_ answer: StoreAnswer, isHead: Bool = false) {
        let code = answer.error?.code ?? ""
        if (200...299).contains(answer.status) {
            // A store that begins its answer before it is done says in the body how it ended.
            self = answer.error == nil ? .success : StoreMeaning.ofCode[code] ?? .busy
            return
        }
        let region = answer.header("x-amz-bucket-region") ?? answer.error?.region
        if let meaning = Self.ofCode[code] {
            self = meaning == .elsewhere(nil) ? .elsewhere(region) : meaning
        } else if code.isEmpty, isHead, [400, 403].contains(answer.status) {
            self = region != nil && answer.status == 400 ? .elsewhere(region) : .mute
        } else {
            self = Self.ofStatus(answer.status, region: region)
        }
    }

    private static func ofStatus(_ status: Int, region: String?) -> StoreMeaning {
        switch status {
        case 301: .elsewhere(region)
        case 401, 403: .denied
        case 404: .missing
        case 409: .conflict
        case 412: .refused
        case 416: .outOfRange
        case 408, 425, 429, 500, 502, 503, 504, 307: .busy
        case 501: .unsupported
        case 505...: .busy
        default: .wrong
        }
    }

    private static let ofCode: [String: StoreMeaning] = [
        "NoSuchKey": .missing, "NoSuchUpload": .uploadGone, "InvalidPart": .uploadGone, "NoSuchBucket": .bucketMissing,
        "PreconditionFailed": .refused, "ConditionalRequestConflict": .conflict, "OperationAborted": .conflict,
        "InvalidRange": .outOfRange, "SlowDown": .busy, "SlowDownRead": .busy, "SlowDownWrite": .busy,
        "InternalError": .busy, "ServiceUnavailable": .busy, "Throttling": .busy, "ThrottlingException": .busy,
        "RequestLimitExceeded": .busy, "TooManyRequests": .busy, "RequestTimeout": .busy, "IncompleteBody": .busy,
        "PermanentRedirect": .elsewhere(nil), "AuthorizationHeaderMalformed": .elsewhere(nil),
        "IllegalLocationConstraintException": .elsewhere(nil),
        "ExpiredToken": .expired, "ExpiredTokenException": .expired, "TokenRefreshRequired": .expired,
        "RequestTimeTooSkewed": .skewed, "RequestExpired": .skewed, "RequestInTheFuture": .skewed,
        "InvalidAccessKeyId": .wrongKey, "SignatureDoesNotMatch": .wrongKey, "InvalidToken": .wrongKey,
        "InvalidSecurity": .wrongKey, "InvalidClientTokenId": .wrongKey, "UnrecognizedClientException": .wrongKey,
        "AccessDenied": .denied, "AllAccessDisabled": .denied, "AccountProblem": .denied,
        "NotImplemented": .unsupported,
    ]
}
