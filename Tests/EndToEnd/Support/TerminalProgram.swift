import Foundation
import TestSupport
import Testing

/// The built program at work on a terminal of its own, and what that terminal shows.
final class TerminalProgram {
    /// What the terminal met, in the order in which it met it.
    private enum Happening {
        case text(Data)
        case resize(Int)
    }

    private struct NoTerminal: Error {}

    private let terminal: Int32
    /// Open as long as the terminal is, so that it can be read before the program has opened it.
    private let programSide: Int32
    private let process: ChildProcess
    private let columns: Int
    private let breaksAgain: Bool
    private var happenings: [Happening] = []

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - words: its arguments.
    ///   - place: where it runs.
    ///   - columns: the terminal's width.
    ///   - breaksAgain: what the terminal does with lines when it is resized.
    ///   - environment: more variables; `TERM` is `xterm` unless it is among them.
    /// - Throws: what keeps the terminal or the program from starting.
    init(
        _ words: [String], in place: Workplace, columns: Int, breaksAgain: Bool = true,
        environment: [String: String] = [:]
    ) async throws {
        var (terminal, program) = (Int32(-1), Int32(-1))
        var name = [CChar](repeating: 0, count: 256)
        guard unsafe openpty(&terminal, &program, &name, nil, nil) == 0 else { throw NoTerminal() }
        (self.terminal, programSide) = (terminal, program)
        let path = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for side in [terminal, program] { _ = fcntl(side, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(terminal, F_SETFL, O_NONBLOCK)
        self.columns = columns
        self.breaksAgain = breaksAgain
        Self.set(columns, of: terminal)
        let paths = ProcessInfo.processInfo.environment.filter { ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key) }
        let script = "exec \"$@\" >'\(path)' 2>&1 </dev/null"
        let executable = try Program.location().path(percentEncoded: false)
        process = try await ChildProcess.start(
            "/bin/sh", ["-c", script, "sh", executable] + words, in: place.folder.path(percentEncoded: false),
            environment: paths.merging(place.environment) { $1 }.merging(["TERM": "xterm"]) { $1 }
                .merging(environment) { $1 },
            files: ("/dev/null", "/dev/null", "/dev/null"))
    }

    deinit {
        close(terminal)
        close(programSide)
    }

    /// All bytes that the program wrote so far.
    var written: String {
        drain()
        return String(
            decoding: happenings.reduce(into: Data()) { all, happening in
                if case .text(let bytes) = happening { all += bytes }
            }, as: UTF8.self)
    }

    /// What the terminal shows.
    var screen: Screen {
        drain()
        var screen = Screen(columns: columns, breaksAgain: breaksAgain)
        var text = Data()
        for happening in happenings {
            switch happening {
            case .text(let bytes):
                text += bytes
            case .resize(let columns):
                screen.write(String(decoding: text, as: UTF8.self))
                text = Data()
                screen.resize(columns: columns)
            }
        }
        screen.write(String(decoding: text, as: UTF8.self))
        return screen
    }

    /// Waits until the terminal shows something, while the program is still at work.
    @discardableResult
    func wait(
        sourceLocation: SourceLocation = #_sourceLocation, until isThere: (Screen) throws -> Bool
    ) async throws -> Screen {
        while true {
            let wasRunning = process.isRunning
            let screen = screen
            if try isThere(screen) { return screen }
            try #require(
                wasRunning, "The program ended: \(screen.lines.suffix(10))", sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    func resize(_ columns: Int) {
        drain()
        happenings.append(.resize(columns))
        Self.set(columns, of: terminal)
    }

    func send(_ signal: Int32) { if process.isRunning { kill(process.id, signal) } }

    /// Waits for the program's end.
    ///
    /// - Returns: how it ended, and what the terminal shows then.
    func end() async throws -> (status: Int32, screen: Screen) {
        while process.isRunning {
            drain()
            try await Task.sleep(for: .milliseconds(5))
        }
        return (try await process.end(), screen)
    }

    private func drain() {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = unsafe read(terminal, &bytes, bytes.count), count > 0 {
            happenings.append(.text(Data(bytes[..<count])))
        }
    }

    private static func set(_ columns: Int, of terminal: Int32) {
        var size = winsize()
        (size.ws_col, size.ws_row) = (UInt16(columns), 24)
        _ = unsafe ioctl(terminal, UInt(TIOCSWINSZ), &size)
    }
}
