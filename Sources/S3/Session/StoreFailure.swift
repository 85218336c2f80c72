internal import ETL

/// Words the failures of calls for the person who runs the program.
struct StoreFailure {
    let settings: S3Settings
    let region: String
    let request: StoreRequest

    /// The error for a call that was given up.
    ///
    /// - Parameters:
    ///   - reason: why.
    ///   - answer: the last answer, if there was one.
    ///   - secrets: what must not be repeated from the store's words.
    /// - Returns: the error.
    func error(_ reason: CallTrial.Reason, _ answer: StoreAnswer?, hiding secrets: [Secret]) -> ETLError {
        switch reason {
        case .unreachable(let detail):
            return Self.failure(
                .files, message: "The object store at \(server) cannot be reached: it \(detail)",
                advice: settings.endpoint == nil
                    ? "Check the region and the network; a store that is not Amazon's needs its address: \(Self.address)"
                    : "Check the endpoint and the network, then run again: what was there before is intact")
        case .failing(let detail):
            return Self.failure(
                .files,
                message: "The object store at \(server) kept failing: it "
                    + Self.shown(detail, longest: 200, hiding: secrets),
                advice: "What was there before is intact; run again when the store is well")
        case .clock(let skew):
            let difference = skew.map { "by \(abs($0).counted("second"))" } ?? "by more than the store allows"
            return Self.failure(
                .files, message: "The clocks of this machine and of the object store at \(server) differ \(difference)",
                advice: "Set this machine's clock, then run again")
        case .refused(let meaning):
            return refusal(meaning, answer, hiding: secrets)
        }
    }

    private func refusal(_ meaning: StoreMeaning, _ answer: StoreAnswer?, hiding secrets: [Secret]) -> ETLError {
        switch meaning {
        case .wrongKey:
            let isSecretWrong = answer?.error?.code == "SignatureDoesNotMatch"
            return Self.failure(
                .token,
                message: "The object store at \(server) refused the credentials: "
                    + (isSecretWrong
                        ? "the secret key is not that of the access key" : "it does not know the access key"),
                advice: "Correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or what else gives the credentials"
                    + (settings.endpoint == nil
                        ? "; a store that is not Amazon's needs its address: \(Self.address)" : ""))
        case .denied, .mute:
            return Self.failure(
                .token, message: "The object store denied \(request.purpose.words) \(place)",
                advice: "Give the credentials the right \(request.purpose.right) there, then run again")
        case .expired:
            return Self.failure(
                .token, message: "The session of the credentials for s3://\(settings.bucket) is over",
                advice: "Get new credentials, then run again")
        case .bucketMissing:
            return Self.failure(
                .files, message: "There is no bucket '\(settings.bucket)' at \(server)",
                advice: "Create it, or correct its name, the endpoint or the region")
        case .elsewhere(let other):
            let where_ = other.map { "in \($0)" } ?? "in another region"
            return Self.failure(
                .files, message: "The bucket '\(settings.bucket)' is \(where_), not in \(region)",
                advice: "Set that region, then run again")
        default:
            let status = answer.map { "\($0.status)" } ?? "nothing"
            let code = answer?.error.map { " \(Self.shown($0.code, longest: 60, hiding: secrets))" } ?? ""
            let words = answer?.error.map { Self.shown($0.message, longest: 200, hiding: secrets) } ?? ""
            return Self.failure(
                .files,
                message: "The object store at \(server) answered \(status)\(code) to \(request.purpose.words) \(place)"
                    + (words.isEmpty ? "" : ": \(words)"),
                advice: "Check the settings of the store, or ask those who run it")
        }
    }

    private var server: String { "\(StoreAddress(settings, region: region).endpoint)" }

    private var place: String {
        request.key.map { "s3://\(settings.bucket)/\(ShownText.line($0))" } ?? "s3://\(settings.bucket)"
    }

    private static let address = "the key `endpoint`, or AWS_ENDPOINT_URL_S3"

    private static func failure(_ code: ETLError.Code, message: String, advice: String) -> ETLError {
        ETLError(code, scope: .run, message, advice: advice)
    }

    /// A store's words on one line, without any secret.
    private static func shown(_ text: String, longest: Int, hiding secrets: [Secret]) -> String {
        let hidden = secrets.map { $0.reveal() }.filter { !$0.isEmpty }.reduce(text) { text, secret in
            text.replacing(secret, with: "«redacted»")
        }
        var line = ShownText.line(String(hidden.prefix(longest)))
        while line.hasSuffix(".") { line.removeLast() }
        return line
    }
}
