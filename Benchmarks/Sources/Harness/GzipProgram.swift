internal import Foundation

/// gzip(1), as everybody has it.
public enum GzipProgram {
    /// It ended badly.
    struct Failed: Error {
        let status: Int32
    }

    /// `gzip -LEVEL` of a file, thrown away.
    public static func compress(_ path: String, level: Int) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-\(level)", "-c", path]
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(status: process.terminationStatus) }
    }
}
