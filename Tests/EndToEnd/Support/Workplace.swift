import Foundation
import Testing

/// A folder of its own for a test, in which the program runs.
final class Workplace {
    /// A token that nobody may see.
    static let token = "s3cr3t-t0k3n-0451"

    let folder: URL
    var environment: [String: String]

    init(server address: String? = nil) throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "end-to-end-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        folder = url.resolvingSymlinksInPath()
        environment = [
            "WOLKVOX_TOKEN": Self.token,
            "WOLKVOX_ETL_STATE": folder.appending(path: "state").path(percentEncoded: false),
        ]
        environment["WOLKVOX_ENDPOINT"] = address
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func url(_ path: String) -> URL { folder.appending(path: path) }

    func path(_ path: String) -> String { url(path).path(percentEncoded: false) }

    func write(_ text: String, to path: String) throws {
        let url = url(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Copies a file of a case folder.
    func copy(_ file: String, to path: String) throws {
        try FileManager.default.copyItem(at: PackageFolder.caseFile(file), to: url(path))
    }

    func text(_ path: String) throws -> String { String(decoding: try Data(contentsOf: url(path)), as: UTF8.self) }

    func json(_ path: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url(path))) as? [String: Any])
    }

    /// Runs the program to its end. Whatever it says, the token is not among it.
    @discardableResult
    func run(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws -> Program.Outcome {
        let outcome = try await start(words).end()
        #expect(!outcome.output.contains(Self.token), sourceLocation: sourceLocation)
        #expect(!outcome.errors.contains(Self.token), sourceLocation: sourceLocation)
        return outcome
    }

    /// Runs the program, which must end well.
    @discardableResult
    func succeed(_ words: [String], sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        let outcome = try await run(words, sourceLocation: sourceLocation)
        try #require(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
        return outcome.output
    }

    func start(_ words: [String]) async throws -> Program {
        try await Program(words, in: folder, environment: environment)
    }
}
