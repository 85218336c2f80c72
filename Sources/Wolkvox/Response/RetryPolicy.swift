internal import Foundation

/// How often and how slowly a failed call is made again.
public struct RetryPolicy: Sendable, Equatable {
    /// All attempts at one call, the first included.
    public var attempts: Int
    /// The longest first pause; each further one may be twice as long.
    public var firstWait: Duration
    /// The longest pause.
    public var longestWait: Duration
    /// The first pause while the server is closed for maintenance; each further one is up to twice as long.
    public var maintenanceWait: Duration

    /// A policy.
    public init(
        attempts: Int = 5, firstWait: Duration = .seconds(1), longestWait: Duration = .seconds(60),
        maintenanceWait: Duration = .seconds(60)
    ) {
        self.attempts = attempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.maintenanceWait = maintenanceWait
    }
}

/// Counts the attempts at one call and measures the pauses between them: exponential, and at random between nothing
/// and the measure, so that programs that failed together don't come back together.
struct Backoff: Sendable {
    private let policy: RetryPolicy
    /// Attempts that have failed.
    private(set) var failures = 0

    init(_ policy: RetryPolicy) { self.policy = policy }

    /// The pause before the next attempt, or nil if there is none: the attempts are used up, or the server asks for a
    /// longer pause than the longest. `fraction` is a random number from 0 to 1.
    mutating func pause(_ kind: Verdict.Pause, atLeast: Duration = .zero, fraction: Double) -> Duration? {
        failures += 1
        guard failures < policy.attempts, atLeast <= policy.longestWait else { return nil }
        let doubled = 1 << min(failures - 1, 20)
        let measure =
            switch kind {
            case .failure: min(policy.firstWait * doubled, policy.longestWait)
            case .busy: min(policy.firstWait * doubled * 2, policy.longestWait)
            case .maintenance: min(policy.maintenanceWait * doubled, policy.maintenanceWait * 15)
            }
        // Another request takes its time, and so do backups: coming back at once would be refused again.
        return max(atLeast, measure * (kind == .failure ? fraction : 0.5 + fraction / 2))
    }
}

/// How time passes between attempts; tests let it pass by hand.
public struct Waiting: Sendable {
    /// Waits; ends early with `CancellationError`.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// A random number from 0 to 1.
    public var fraction: @Sendable () -> Double
    /// The time, in seconds since 1970-01-01T00:00:00Z.
    public var now: @Sendable () -> Int64

    /// Ways to wait.
    public init(
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        fraction: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
        now: (@Sendable () -> Int64)? = nil
    ) {
        self.sleep = sleep
        self.fraction = fraction
        self.now = now ?? { Int64(Date().timeIntervalSince1970) }
    }
}
