public import Foundation

/// Other people's programs, as judges of what was written.
public enum Tool {
    /// A program ended badly.
    public struct Failed: Error, CustomStringConvertible {
        let command: String
        let status: Int32
        let complaint: String

        /// What was run, and what it said.
        public var description: String { "`\(command)` ended with \(status): \(complaint)" }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is looked up as a shell would.
    ///   - words: Its arguments.
    ///   - input: What it reads.
    /// - Returns: What it printed.
    /// - Throws: ``Failed`` unless it ends with 0.
    @discardableResult
    public static func run(_ program: String, _ words: [String], input: String = "") async throws -> Data {
        let place = FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let (stdin, stdout, stderr) = (
            place.appending(path: "in"), place.appending(path: "out"), place.appending(path: "err")
        )
        try Data(input.utf8).write(to: stdin)
        let process = try await ChildProcess.start(
            program, words,
            files: (
                stdin.path(percentEncoded: false), stdout.path(percentEncoded: false),
                stderr.path(percentEncoded: false)
            ))
        let status = try await process.end()
        guard status == 0 else {
            throw Failed(
                command: ([program] + words).joined(separator: " "), status: status,
                complaint: String(decoding: try Data(contentsOf: stderr), as: UTF8.self))
        }
        return try Data(contentsOf: stdout)
    }

    /// What a compressed file holds, by gzip(1), which first checks it.
    public static func gunzip(_ path: String) async throws -> [UInt8] {
        try await run("gzip", ["-t", path])
        return Array(try await run("gzip", ["-dc", path]))
    }

    /// What a compressed file holds, by Python's reader.
    public static func pythonGunzip(_ path: String) async throws -> [UInt8] {
        let script = "import gzip,sys;sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())"
        return Array(try await run("python3", ["-c", script, path]))
    }

    /// The lines of a compressed file.
    public static func lines(_ path: String) async throws -> [String] {
        String(decoding: try await gunzip(path), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
