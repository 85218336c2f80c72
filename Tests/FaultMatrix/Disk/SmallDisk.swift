import Foundation
import Testing

/// A disk of a megabyte at a folder, as the file system of that folder.
struct SmallDisk {
    /// Whether this machine lets one be made: root may, where mounting is allowed.
    static let isPossible: Bool = {
        guard geteuid() == 0, let place = try? Workplace(), (try? place.write("", to: "disk/keep")) != nil,
            run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place.path("disk")])
        else { return false }
        return run("umount", [place.path("disk")])
    }()

    static let reason: Comment = "Only root can make a small disk, and only where mounting is allowed"

    private let path: String

    /// Mounts a disk at a folder for as long as a closure runs.
    static func mounted<Value>(at path: String, _ body: (SmallDisk) async throws -> Value) async throws -> Value {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try #require(run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path]))
        defer { run("umount", [path]) }
        return try await body(SmallDisk(path: path))
    }

    /// Fills it up but for so many bytes.
    func fill(leaving bytes: Int) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try Data(count: max(0, free - bytes)).write(to: URL(filePath: ballast))
    }

    func makeRoom() throws { try FileManager.default.removeItem(atPath: ballast) }

    func makeReadOnly(_ isReadOnly: Bool) throws {
        try #require(Self.run("mount", ["-o", isReadOnly ? "remount,ro" : "remount,rw", path]))
    }

    private var ballast: String { "\(path)/_ballast" }

    @discardableResult
    private static func run(_ program: String, _ words: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + words
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
