internal import Foundation

/// What a stretch of work took.
public struct Cost: Sendable {
    /// Seconds on the clock.
    public var wall: Double
    /// Seconds of all cores together.
    public var cpu: Double

    /// The medians of several runs of `body`, after one that does not count.
    public static func median(
        of runs: Int, _ body: nonisolated(nonsending) () async throws -> Void
    ) async rethrows -> Cost {
        try await body()
        var costs: [Cost] = []
        for _ in 0..<max(1, runs) {
            let start = now()
            try await body()
            let end = now()
            costs.append(Cost(wall: end.wall - start.wall, cpu: end.cpu - start.cpu))
        }
        return Cost(wall: middle(costs.map(\.wall)), cpu: middle(costs.map(\.cpu)))
    }

    private static func now() -> Cost { Cost(wall: seconds(CLOCK_MONOTONIC), cpu: seconds(CLOCK_PROCESS_CPUTIME_ID)) }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func middle(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// The memory of this process.
public enum Memory {
    /// The most that was resident at once, in MiB.
    public static var peak: Double {
        var usage = rusage()
        #if os(Linux)
        unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_maxrss) / 1024
        #else
        unsafe getrusage(RUSAGE_SELF, &usage)
        return Double(usage.ru_maxrss) / (1 << 20)
        #endif
    }
}
