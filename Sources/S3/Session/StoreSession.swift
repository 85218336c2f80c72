internal import AsyncHTTPClient
internal import ETL
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Sends requests to a store until they have an answer that is the caller's, or are given up.
final class StoreSession: Sendable {
    let settings: S3Settings
    let patience: S3Patience
    private let credentials: any S3CredentialsProvider
    private let connections: S3Connections
    /// This machine's clock, in seconds since 1970-01-01T00:00:00Z.
    private let clock: @Sendable () -> Int
    private let state: Mutex<State>

    private struct State {
        var region: String
        /// How many seconds are added to this machine's clock in signatures.
        var skew = 0
        /// How many seconds the store's clock was ahead when it was last heard of.
        var seenSkew: Int?
        var hasAnswered = false
        var takesChecksums = false
    }

    /// What one attempt is signed with.
    private struct Signing {
        var credentials: S3Credentials
        var region: String
        var skew: Int

        var secrets: [Secret] {
            [credentials.secretAccessKey, credentials.accessKeyID, credentials.sessionToken].compactMap(\.self)
        }
    }

    /// The most bytes of an answer that is not streamed: a page of a listing has far fewer.
    private static let largestAnswer = 32 << 20

    init(
        _ settings: S3Settings, credentials: any S3CredentialsProvider, connections: S3Connections,
        patience: S3Patience, clock: @escaping @Sendable () -> Int
    ) {
        (self.settings, self.patience, self.credentials) = (settings, patience, credentials)
        (self.connections, self.clock) = (connections, clock)
        state = Mutex(State(region: settings.region))
    }

    func shutdown() async { await connections.shutdown() }

    /// Whether checksums are sent.
    var takesChecksums: Bool {
        get { state.withLock { $0.takesChecksums } }
        set { state.withLock { $0.takesChecksums = newValue } }
    }

    /// How many seconds the store's clock is ahead of this machine's; nil before the first answer.
    var skew: Int? { state.withLock { $0.seenSkew } }

    /// Sends a request, again and again where that helps.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - streaming: whether the body of a success is left for the caller to read.
    /// - Returns: an answer whose meaning is a success or concerns the object alone.
    /// - Throws: `ETLError`, `CancellationError`.
    func send(
        _ request: StoreRequest, streaming: Bool = false
    ) async throws -> (answer: StoreAnswer, meaning: StoreMeaning) {
        var trial = CallTrial(patience)
        var refused: S3Credentials?
        var firstFailure: ContinuousClock.Instant?
        while true {
            try Task.checkCancellation()
            let signing = try await signing(insteadOf: refused)
            if signing.credentials == refused {
                throw failure(request, reason: .refused(.expired), answer: nil, signing: signing)
            }
            var last: (answer: StoreAnswer, meaning: StoreMeaning)?
            var action: CallTrial.Action
            let began = firstFailure ?? .now
            do {
                var result = try await exchange(request, signing, streaming: streaming)
                let now = circumstances(request, signing, since: began)
                action = trial.action(after: result.answer, meaning: result.meaning, now)
                if action == .askWhy {
                    result = try await exchange(request.speaking, signing, streaming: true)
                    // A GET that is allowed where HEAD is not says nothing but that.
                    let saysNothing = [.success, .outOfRange, .mute].contains(result.meaning)
                    let meaning = saysNothing ? .denied : result.meaning
                    action = trial.action(after: result.answer, meaning: meaning, now)
                }
                last = result
            } catch let fault as ConnectionFault {
                action = trial.action(after: fault, circumstances(request, signing, since: began))
            }
            switch action {
            case .accept:
                if let last { return last }
            case .wait(let pause):
                firstFailure = began
                try await Task.sleep(for: pause)
            case .renew: refused = signing.credentials
            case .move(let region): state.withLock { $0.region = region }
            case .turnClock(let skew): state.withLock { $0.skew = skew }
            case .askWhy: throw failure(request, reason: .refused(.denied), answer: last?.answer, signing: signing)
            case .fail(let reason): throw failure(request, reason: reason, answer: last?.answer, signing: signing)
            }
        }
    }

    private func circumstances(
        _ request: StoreRequest, _ signing: Signing, since began: ContinuousClock.Instant
    ) -> CallTrial.Circumstances {
        CallTrial.Circumstances(
            elapsed: began.duration(to: .now), chance: .random(in: 0...1), skew: signing.skew, region: signing.region,
            hasAnswered: state.withLock { $0.hasAnswered }, repeatsConflicts: request.repeatsConflicts,
            isTrial: request.isTrial, mayBeUnknown: request.mayBeUnknown)
    }

    private func failure(
        _ request: StoreRequest, reason: CallTrial.Reason, answer: StoreAnswer?, signing: Signing
    ) -> ETLError {
        StoreFailure(settings: settings, region: signing.region, request: request)
            .error(reason, answer, hiding: signing.secrets)
    }

    private func signing(insteadOf refused: S3Credentials?) async throws -> Signing {
        let credentials = try await credentials.credentials(insteadOf: refused)
        return state.withLock { Signing(credentials: credentials, region: $0.region, skew: $0.skew) }
    }

    // MARK: - One attempt

    private func exchange(
        _ request: StoreRequest, _ signing: Signing, streaming: Bool
    ) async throws -> (answer: StoreAnswer, meaning: StoreMeaning) {
        let address = StoreAddress(settings, region: signing.region)
        let began = clock()
        let message = message(request, to: address, signing, time: began + signing.skew)
        let response = try await connections.send(message, to: address.endpoint)
        var answer = StoreAnswer(status: Int(response.status.code), headers: response.headers)
        // The answer was written somewhere between the two times, so its clock is compared with their middle.
        answer.skew = answer.date.map { $0 - (began + clock()) / 2 }
        state.withLock { state in
            state.hasAnswered = true
            if let skew = answer.skew { state.seenSkew = skew }
        }
        let isSuccess = (200...299).contains(answer.status)
        if streaming, isSuccess {
            answer.stream = response.body
        } else if request.method != .HEAD {
            answer.body = try await connections.body(of: response, from: address.endpoint, most: Self.largestAnswer)
            if !isSuccess || Self.mayBeError(answer.body) { answer.error = StoreError(answer.body) }
        }
        return (answer, StoreMeaning(answer, isHead: request.method == .HEAD))
    }

    private static func mayBeError(_ body: [UInt8]) -> Bool {
        body.prefix(1024).firstRange(of: Array("<Error".utf8)) != nil
    }

    private func message(
        _ request: StoreRequest, to address: StoreAddress, _ signing: Signing, time: Int
    ) -> HTTPClientRequest {
        let path = address.path(request.key)
        let query = CanonicalRequest.text(request.query)
        var message = HTTPClientRequest(
            url: "\(address.endpoint)\(PercentEncoding.path(path))\(query.isEmpty ? "" : "?\(query)")")
        message.method = request.method
        let headers = request.headers + [(name: "host", value: address.endpoint.authority)]
        let signer = Signer(credentials: signing.credentials, region: signing.region)
        let added = signer.signed(
            method: request.method.rawValue, path: path, query: request.query, headers: headers,
            payloadHash: request.content.sha256, time: time)
        for (name, value) in headers + added { message.headers.add(name: name, value: value) }
        message.headers.add(name: "user-agent", value: "wolkvox-etl")
        message.body = request.content.body(on: connections.loop)
        return message
    }
}
