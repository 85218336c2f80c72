import Foundation

/// Files of the package that tests read.
enum PackageFolder {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    static let root = tests.deletingLastPathComponent().deletingLastPathComponent()

    static func caseFile(_ name: String) -> URL { tests.appending(path: "Cases/\(name)") }
}
