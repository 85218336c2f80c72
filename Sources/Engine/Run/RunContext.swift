public import ETL
internal import Foundation

/// What a run takes from the world around it, so that tests can put another world there.
public struct RunContext: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    public var now: @Sendable () -> Int64
    /// Waits; ends early with `CancellationError`.
    public var sleep: @Sendable (_ seconds: Double) async throws -> Void
    /// Is done before the first job of a lane, whose name it gets.
    public var beforeLane: @Sendable (String) async -> Void
    /// Hears what happens, for progress and logs.
    public var observe: @Sendable (RunEvent) -> Void

    /// A context.
    public init(
        now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (Double) async throws -> Void,
        beforeLane: @escaping @Sendable (String) async -> Void = { _ in },
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.now = now
        self.sleep = sleep
        self.beforeLane = beforeLane
        self.observe = observe
    }

    /// The clock of this process; nobody hears.
    public static var process: RunContext {
        RunContext(
            now: { Int64(Date().timeIntervalSince1970) },
            sleep: { try await Task.sleep(for: .seconds($0)) })
    }
}

/// What is worth telling while a run goes on.
public enum RunEvent: Sendable {
    /// Jobs are about to run.
    case begins([ReportJob])
    /// A window is asked for.
    case asking(report: String, source: String, window: Window, label: String)
    /// A window was received whole.
    case received(report: String, source: String, window: Window, ExtractTally)
    /// A window holds more than one call brings; smaller ones follow.
    case split(report: String, source: String, window: Window, reason: String)
    /// The report is asked for once for each of so many values.
    case fannedOut(report: String, source: String, label: String, parts: Int)
    /// A window cannot be had for all values of a parameter together; it is left for each of them.
    case narrowing(report: String, source: String, window: Window, reason: String)
    /// A day looks unlikely and is asked for again after a pause.
    case askingAgain(Partition, reason: String, afterSeconds: Double)
    /// A day is done with, one way or another.
    case finished(PartitionResult)
    /// Nothing more is asked for in a lane.
    case laneEnded(String)
}
