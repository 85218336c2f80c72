import Disk
import Foundation

/// What commands take from the world around them, so that tests can put another world there.
package struct CommandContext: Sendable {
    /// The environment's variables.
    package var environment: [String: String]
    /// The folder that relative paths start from.
    package var currentDirectory: String
    /// Seconds since 1970-01-01T00:00:00Z.
    package var now: @Sendable () -> Int64
    /// Waits; ends early with `CancellationError`.
    package var sleep: @Sendable (Double) async throws -> Void
    /// Takes what a command has to say: its result, and what goes on meanwhile.
    package var terminal: Terminal

    /// The world of this process.
    package static var process: CommandContext {
        var context = CommandContext(
            environment: ProcessInfo.processInfo.environment,
            currentDirectory: Files.currentDirectory,
            now: { Int64(Date().timeIntervalSince1970) },
            sleep: { try await Task.sleep(for: .seconds($0)) },
            terminal: .process)
        #if DEBUG
        if let clock = FileClock(context.environment) {
            context.now = { clock.now() }
            context.sleep = { try await clock.sleep($0) }
        }
        #endif
        return context
    }

    /// An absolute path for one that may be relative to the current folder.
    func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : currentDirectory + "/" + path
    }
}

/// What the program needs of the machine it runs on.
enum SystemNeeds {
    /// What is missing, and what to do about it; nil if nothing is.
    ///
    /// On Linux the standard library finds a program's arguments in `/proc`, and libdispatch ends the process (SIGILL) when
    /// it cannot see its own threads there, at a moment that nobody can foresee.
    static func mistake() -> String? {
        #if os(Linux)
        guard !Files.isReadable("/proc/self/task") else { return nil }
        return
            "/proc is not mounted, and the program cannot run without it. Mount it (`mount -t proc proc /proc`), or give"
            + " the container or jail its /proc, and run again."
        #else
        return nil
        #endif
    }
}
