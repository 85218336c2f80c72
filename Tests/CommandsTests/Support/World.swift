import ArgumentParser
import Foundation
import Synchronization
import Testing

@testable import Commands

/// A world for commands: a clock that stands still, no wait, a folder of its own, and everything said is kept.
final class World: Sendable {
    /// Friday, 9 October 2026, 03:30 in Bogotá.
    static let now: Int64 = 1_791_534_600

    private let passed = Mutex<Int64>(0)
    private let said = Mutex((output: "", errors: ""))
    private let live = LiveLines()
    let folder: URL
    let environment: [String: String]
    let isInteractive: Bool
    let isDumb: Bool
    let width: Int
    /// Columns of the terminal that results go to; nil for a pipe or a file.
    let resultWidth: Int?

    init(
        environment: [String: String] = [:], isInteractive: Bool = false, isDumb: Bool = false, width: Int = 80,
        resultWidth: Int? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "commands-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.environment = environment
        self.isInteractive = isInteractive
        self.isDumb = isDumb
        self.width = width
        self.resultWidth = resultWidth
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var output: String { said.withLock { $0.output } }
    var errors: String { said.withLock { $0.errors } }

    var context: CommandContext {
        CommandContext(
            environment: environment, currentDirectory: folder.path(percentEncoded: false),
            now: { Self.now + self.passed.withLock { $0 } },
            sleep: { _ in },
            terminal: Terminal(
                write: { text in self.said.withLock { $0.output += text } },
                writeError: { text in self.said.withLock { $0.errors += text } },
                isInteractive: isInteractive, isDumb: isDumb, width: width, live: live, resultWidth: resultWidth))
    }

    /// Runs the verb that the words name.
    func run(_ words: [String]) async throws {
        let verb = try #require(try WolkvoxETL.parseAsRoot(words) as? any Verb)
        try await verb.perform(in: context)
    }

    /// Lets time pass.
    func pass(seconds: Int64) { passed.withLock { $0 += seconds } }

    func forget() { said.withLock { $0 = ("", "") } }

    func write(_ text: String, to path: String) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
