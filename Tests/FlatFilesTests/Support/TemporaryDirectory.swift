import Foundation

@testable import FlatFiles

/// A directory that is gone when nobody holds it any more.
final class TemporaryDirectory {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "flat-files-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// All files below, relative and sorted, `_staging` left out.
    var files: [String] { all.filter { !$0.hasPrefix("_staging") } }

    /// All files below, relative and sorted.
    var all: [String] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            let found = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            return (found?[.type] as? FileAttributeType) != .typeDirectory
        }.sorted()
    }

    func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
    }

    func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
    }

    /// Permissions and time of change of a file.
    func attributes(_ name: String) throws -> (permissions: Int, modified: Date) {
        let found = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
        return ((found[.posixPermissions] as? Int) ?? 0, (found[.modificationDate] as? Date) ?? .distantPast)
    }

    /// Bytes and time of change of all files outside `_staging`.
    func snapshot() throws -> [String: Snapshot] {
        var all: [String: Snapshot] = [:]
        for name in files { all[name] = Snapshot(bytes: try bytes(name), modified: try attributes(name).modified) }
        return all
    }

    struct Snapshot: Equatable {
        let bytes: [UInt8]
        let modified: Date
    }
}

extension TemporaryDirectory {
    /// The directory as a lake.
    var lake: FlatFileLoader { FlatFileLoader(FlatFileOptions(directory: path)) }
}
