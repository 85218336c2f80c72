import Foundation
import TestSupport
import Testing

/// A disk of a megabyte at a folder, as the file system of that folder.
struct SmallDisk {
    /// Whether this machine lets one be made: root may, where mounting is allowed.
    static func isPossible() async -> Bool { await attempt.value }

    private static let attempt = Task {
        guard geteuid() == 0, let place = try? Workplace(), (try? place.write("", to: "disk/keep")) != nil else {
            return false
        }
        return (try? await mounted(at: place.path("disk")) { _ in }) != nil
    }

    static let reason: Comment = "Only root can make a small disk, and only where mounting is allowed"

    private let path: String

    /// Mounts a disk at a folder for as long as a closure runs.
    static func mounted<Value>(at path: String, _ body: (SmallDisk) async throws -> Value) async throws -> Value {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try await Tool.run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path])
        let result: Result<Value, any Error>
        do { result = .success(try await body(SmallDisk(path: path))) } catch { result = .failure(error) }
        try await Tool.run("umount", [path])
        return try result.get()
    }

    /// Fills it up but for so many bytes.
    func fill(leaving bytes: Int) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0
        try Data(count: max(0, free - bytes)).write(to: URL(filePath: ballast))
    }

    func makeRoom() throws { try FileManager.default.removeItem(atPath: ballast) }

    func makeReadOnly(_ isReadOnly: Bool) async throws {
        try await Tool.run("mount", ["-o", isReadOnly ? "remount,ro" : "remount,rw", path])
    }

    private var ballast: String { "\(path)/_ballast" }
}
