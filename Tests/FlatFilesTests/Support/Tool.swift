import Foundation
import TestSupport
import Testing

/// Other people's programs, as judges of what was written.
enum Tool {
    /// Runs a program over a file and returns what it prints; a failure is the test's.
    static func run(_ words: [String]) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = output
        try Launch.run(process)
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(words.joined(separator: " ")) failed")
        return Array(data)
    }

    static func gunzip(_ path: String) throws -> [UInt8] {
        _ = try run(["gzip", "-t", path])
        return try run(["gzip", "-dc", path])
    }

    static func pythonGunzip(_ path: String) throws -> [UInt8] {
        try run(["python3", "-c", "import gzip,sys;sys.stdout.buffer.write(gzip.open(sys.argv[1]).read())", path])
    }

    static func lines(_ path: String) throws -> [String] {
        String(decoding: try gunzip(path), as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
