internal import Subprocess
internal import Synchronization
internal import SystemPackage

/// A program at work in a process of its own, which writes to files.
///
/// Foundation's `Process` is not used: on Linux its `run()` reads past its buffer where some 1,350 files are open, as they
/// are where all tests run at once.
public final class ChildProcess: Sendable {
    /// The number of its process.
    public let id: Int32
    private let ending: Task<Int32, any Error>
    private let flag: Flag

    private final class Flag: Sendable {
        let isUp = Mutex(false)
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is looked up as a shell would.
    ///   - words: Its arguments.
    ///   - folder: Where it runs; nil is where the tests run.
    ///   - environment: All that it sees of the environment; nil is all that the tests see.
    ///   - files: The files of stdin, stdout and stderr. The first must be there.
    /// - Returns: The process, at work.
    /// - Throws: What keeps it from starting.
    public static func start(
        _ program: String, _ words: [String], in folder: String? = nil, environment: [String: String]? = nil,
        files: (input: String, output: String, errors: String)
    ) async throws -> ChildProcess {
        let configuration = Configuration(
            executable: program.contains("/") ? .path(FilePath(program)) : .name(program), arguments: Arguments(words),
            environment: environment.map(Self.environment) ?? .inherit, workingDirectory: folder.map { FilePath($0) })
        let flag = Flag()
        let (ids, started) = AsyncThrowingStream.makeStream(of: Int32.self)
        let ending = Task {
            defer {
                flag.isUp.withLock { $0 = true }
                started.finish(throwing: CancellationError())
            }
            do {
                let outcome = try await Subprocess.run(
                    configuration,
                    input: .fileDescriptor(
                        try .open(FilePath(files.input), .readOnly), closeAfterSpawningProcess: true),
                    output: .fileDescriptor(try sink(files.output), closeAfterSpawningProcess: true),
                    error: .fileDescriptor(try sink(files.errors), closeAfterSpawningProcess: true)
                ) { started.yield($0.processIdentifier.value) }
                return switch outcome.terminationStatus {
                case .exited(let status): status
                case .signaled(let signal): 128 + signal
                }
            } catch {
                started.finish(throwing: error)
                throw error
            }
        }
        for try await id in ids { return ChildProcess(id: id, ending: ending, flag: flag) }
        throw CancellationError()
    }

    private init(id: Int32, ending: Task<Int32, any Error>, flag: Flag) {
        (self.id, self.ending, self.flag) = (id, ending, flag)
    }

    /// Whether it is still at work.
    public var isRunning: Bool { !flag.isUp.withLock { $0 } }

    /// Waits for its end.
    ///
    /// - Returns: Its exit status, or 128 and the number of the signal that ended it.
    /// - Throws: What kept it from being waited for.
    public func end() async throws -> Int32 { try await ending.value }

    private static func environment(_ values: [String: String]) -> Environment {
        .custom(Dictionary(uniqueKeysWithValues: values.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
    }

    private static func sink(_ path: String) throws -> FileDescriptor {
        try .open(FilePath(path), .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    }
}
