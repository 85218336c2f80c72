internal import Foundation

/// The Python that has what tests compare with: the one that `WOLKVOX_ETL_PYTHON` names, or that of `.venv`.
package enum TestPython {
    /// The path of the interpreter; nil if there is none.
    package static let path: String? = {
        let given = ProcessInfo.processInfo.environment["WOLKVOX_ETL_PYTHON"] ?? ""
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let own = root.appending(path: ".venv/bin/python").path(percentEncoded: false)
        return [given, own].first { !$0.isEmpty && FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Whether a package is installed there.
    package static func has(_ package: String) -> Bool {
        let folder = bin?.deletingLastPathComponent().appending(path: "lib")
        guard let folder else { return false }
        let versions = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return versions.contains { version in
            let place = version.appending(path: "site-packages/\(package)")
            return FileManager.default.fileExists(atPath: place.path(percentEncoded: false))
        }
    }

    /// The path of a program that one of its packages brought; nil if there is none.
    package static func program(_ name: String) -> String? {
        guard let path = bin?.appending(path: name).path(percentEncoded: false),
            FileManager.default.isExecutableFile(atPath: path)
        else { return nil }
        return path
    }

    private static var bin: URL? { path.map { URL(fileURLWithPath: $0).deletingLastPathComponent() } }
}
