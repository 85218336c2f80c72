import Foundation

/// The scenario files that the package ships.
enum Scenarios {
    static let folder = PackageFolder.root.appending(path: "scenarios")

    static var names: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
                .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()
        }
    }

    static func file(_ name: String) -> URL { folder.appending(path: "\(name).yaml") }
}
