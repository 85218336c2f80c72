import Foundation
import TestSupport
import Testing

/// The built program, run as a process of its own.
struct Program {
    /// What a process left behind.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String

        /// The block that stderr ends with.
        var lastBlock: [String] {
            let lines = errors.split(separator: "\n").map(String.init)
            let start = lines.lastIndex { $0.lowercased().hasPrefix("error: ") } ?? lines.endIndex
            return Array(lines[start...])
        }
    }

    /// Where the program lies: beside the tests, for both are built together.
    static func location() throws -> URL {
        let name = "wolkvox-etl"
        let beside = ([Bundle.main] + Bundle.allBundles).flatMap { bundle in
            [bundle.bundleURL, bundle.bundleURL.deletingLastPathComponent()]
        }
        let folders = beside + [PackageFolder.root.appending(path: ".build/debug")]
        let candidates = folders.map { $0.appending(path: name) }
        return try #require(
            candidates.first { url in
                (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true
            }, "The program is not built; `swift build --build-tests` builds it")
    }

    /// The number of its process.
    var id: Int32 { process.id }

    private let process: ChildProcess
    private let place: URL

    /// Starts the program; `environment` is all that it sees of the environment, but for its search paths.
    init(_ words: [String], in folder: URL, environment: [String: String]) async throws {
        place = FileManager.default.temporaryDirectory.appending(path: "process-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let inherited = ProcessInfo.processInfo.environment.filter {
            ["PATH", "HOME", "LD_LIBRARY_PATH"].contains($0.key)
        }
        process = try await ChildProcess.start(
            try Self.location().path(percentEncoded: false), words, in: folder.path(percentEncoded: false),
            environment: inherited.merging(environment) { $1 },
            files: (
                "/dev/null", place.appending(path: "stdout").path(percentEncoded: false),
                place.appending(path: "stderr").path(percentEncoded: false)
            ))
    }

    /// What it has written to stdout so far.
    var output: String { text("stdout") }

    /// Whether it is still at work.
    var isRunning: Bool { process.isRunning }

    func send(_ signal: Int32) { if isRunning { kill(process.id, signal) } }

    /// Waits for its end.
    func end() async throws -> Outcome {
        let status = try await process.end()
        defer { try? FileManager.default.removeItem(at: place) }
        return Outcome(status: status, output: text("stdout"), errors: text("stderr"))
    }

    private func text(_ name: String) -> String {
        let bytes = (try? Data(contentsOf: place.appending(path: name))) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }
}
