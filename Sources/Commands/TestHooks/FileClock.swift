#if DEBUG
import Disk
import Foundation

/// A clock in a file, for tests: `WOLKVOX_ETL_CLOCK` names a file that holds seconds since 1970. Processes that share it
/// share the time, and one that waits moves it on, so that a week passes in a minute. Builds for use don't know of it.
struct FileClock: Sendable {
    private let path: String

    /// The clock that the environment names, or nil.
    init?(_ environment: [String: String]) {
        guard let path = environment["WOLKVOX_ETL_CLOCK"] else { return nil }
        self.path = path
    }

    /// What it shows.
    func now() -> Int64 { (try? OpenFile(path, .read)).flatMap { try? Self.seconds(in: $0) } ?? 0 }

    /// Moves it on.
    func sleep(_ seconds: Double) async throws {
        try Task.checkCancellation()
        // The test has ended.
        guard try Files.status(path) != nil else { throw CancellationError() }
        let file = try OpenFile(path, .update)
        let lock = try FileLock(waitingFor: file)
        try lock.holding {
            let time = try Self.seconds(in: file) + Int64(seconds.rounded(.up))
            try file.write(Array("\(time)\n".utf8), at: 0)
        }
        // Who waits for less than a second waits for another process.
        if seconds < 1 { try await Task.sleep(for: .milliseconds(1)) } else { await Task.yield() }
    }

    private static func seconds(in file: OpenFile) throws -> Int64 {
        let text = String(decoding: try file.read(at: 0, count: 32), as: UTF8.self)
        return Int64(text.prefix { $0.isNumber }) ?? 0
    }
}
#endif
