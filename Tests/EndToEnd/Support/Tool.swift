import Foundation
import TestSupport
import Testing

/// Other people's programs, as judges of what was written.
enum Tool {
    /// Runs a program to its end and returns what it prints.
    static func run(_ program: String, _ words: [String], input: String? = nil) async throws -> Data {
        let process = Process()
        let place = FileManager.default.temporaryDirectory.appending(path: "tool-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: place) }
        let (stdin, stdout, stderr) = (
            place.appending(path: "in"), place.appending(path: "out"), place.appending(path: "err")
        )
        try Data((input ?? "").utf8).write(to: stdin)
        try Data().write(to: stdout)
        try Data().write(to: stderr)
        process.executableURL = URL(filePath: program.hasPrefix("/") ? program : "/usr/bin/env")
        process.arguments = program.hasPrefix("/") ? words : [program] + words
        process.standardInput = try FileHandle(forReadingFrom: stdin)
        process.standardOutput = try FileHandle(forWritingTo: stdout)
        process.standardError = try FileHandle(forWritingTo: stderr)
        try Launch.run(process)
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        let complaint = String(decoding: try Data(contentsOf: stderr), as: UTF8.self)
        try #require(process.terminationStatus == 0, "\(program) \(words.joined(separator: " ")): \(complaint)")
        return try Data(contentsOf: stdout)
    }
}
