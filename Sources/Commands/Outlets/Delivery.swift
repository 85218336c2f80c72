import ETL
import Subprocess
import SystemPackage
import Wolkvox

/// Hands something over to another program or server: in three attempts at most, and within a time for all of them.
struct Delivery: Sendable {
    /// Why something did not arrive, in words that hold neither an address nor an argument.
    struct Failure: Error, Equatable {
        var what: String
        /// Whether another attempt can have another end.
        var isFinal = false
    }

    static let attempts = 3
    /// For all that is handed over after a run; what is handed over before it has the rest of thirty seconds.
    static let limit = Duration.seconds(26)
    static let limitBefore = Duration.seconds(3)
    /// Who stops the program waits no longer than this.
    static let limitWhenStopped = Duration.seconds(5)

    /// When it must be over.
    let end: ContinuousClock.Instant
    /// The longest that one attempt may take.
    var attemptLimit = Duration.seconds(8)
    var pauses: [Duration] = [.milliseconds(300), .seconds(1)]

    init(within limit: Duration) { end = .now + limit }

    /// Makes attempts until one succeeds.
    ///
    /// - Parameter once: one attempt, which takes no longer than it is told.
    /// - Returns: why nothing arrived; nil if it did.
    func attempt(_ once: @escaping @Sendable (Duration) async throws -> Void) async -> Failure? {
        var last = Failure(what: "there was no time left")
        for number in 1...Self.attempts {
            let limit = min(attemptLimit, ContinuousClock.now.duration(to: end))
            guard limit > .zero, !Task.isCancelled else { return last }
            guard let failure = await Self.within(limit, { try await once(limit) }) else { return nil }
            last = failure
            guard !failure.isFinal, number < Self.attempts else { return last }
            do {
                try await Task.sleep(for: min(pauses[number - 1], max(.zero, ContinuousClock.now.duration(to: end))))
            } catch { return last }
        }
        return last
    }

    /// Does something that is cancelled when it takes too long.
    private static func within(
        _ limit: Duration, _ work: @escaping @Sendable () async throws -> Void
    ) async -> Failure? {
        await withTaskGroup(of: Failure?.self) { group in
            group.addTask {
                do {
                    try await work()
                    return nil
                } catch {
                    return Failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return Failure(what: "gave no answer in time")
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}

extension Delivery.Failure {
    fileprivate init(_ error: any Error) {
        switch error {
        case let failure as Delivery.Failure: self = failure
        case let error as TransportError:
            self.init(what: Self.words(error.kind), isFinal: error.kind == .untrusted || error.kind == .mismatched)
        case let error as ETLError: self.init(what: "could not be reached: \(error.message)", isFinal: true)
        default: self.init(what: "did not work")
        }
    }

    /// What happened. The texts of the errors themselves name hosts.
    private static func words(_ kind: TransportError.Kind) -> String {
        switch kind {
        case .unreachable: "could not be reached"
        case .proxy: "could not be reached through the proxy"
        case .untrusted: "has a certificate that cannot be verified"
        case .mismatched: "could not be talked to: check http, https, the port and the proxy"
        case .cut: "broke the connection"
        case .timedOut: "gave no answer in time"
        case .tooLarge, .malformed: "gave an answer that is not HTTP"
        }
    }
}

extension HTTPTransportOptions {
    /// How servers that hear of runs are connected to.
    static func ofOutlets(in context: CommandContext) -> HTTPTransportOptions {
        HTTPTransportOptions(connectTimeout: .seconds(5), environment: context.environment)
    }
}

extension HTTPPoster {
    /// Posts something; any answer but a success is a failure.
    func deliver(_ body: [UInt8], as contentType: String, to address: Secret, within limit: Duration) async throws {
        let status = try await send(
            HTTPPost(to: address.reveal(), contentType: contentType, body: body, timeout: limit))
        guard (200..<300).contains(status) else {
            // What is wrong with a request is wrong with the next one too, unless there were too many of them.
            let isFinal = (300..<500).contains(status) && ![408, 425, 429].contains(status)
            throw Delivery.Failure(what: "answered \(status)", isFinal: isFinal)
        }
    }
}

extension CommandContext {
    /// Runs a program to its end, without a shell, input or output; any end but 0 is a failure.
    func runProgram(_ words: [String]) async throws {
        let program = words[0]
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .milliseconds(500))]
        let values = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        do {
            let outcome = try await Subprocess.run(
                program.contains("/") ? .path(FilePath(absolute(program))) : .name(program),
                arguments: Arguments(Array(words.dropFirst())),
                environment: .custom(Dictionary(values, uniquingKeysWith: { $1 })),
                workingDirectory: FilePath(currentDirectory), platformOptions: options, input: .none,
                output: .discarded, error: .discarded)
            switch outcome.terminationStatus {
            case .exited(0): return
            case .exited(let status): throw Delivery.Failure(what: "ended with \(status)")
            case .signaled(let signal): throw Delivery.Failure(what: "was ended by signal \(signal)")
            }
        } catch let failure as Delivery.Failure {
            throw failure
        } catch {
            if Task.isCancelled { throw Delivery.Failure(what: "did not end in time") }
            throw Delivery.Failure(what: "could not be started", isFinal: true)
        }
    }
}
