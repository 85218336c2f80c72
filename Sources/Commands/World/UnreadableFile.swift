import Foundation

/// Why a file cannot be read, in a few words; Foundation's own errors are paragraphs.
struct UnreadableFile: Error, CustomStringConvertible {
    let description: String

    /// The bytes of a file.
    ///
    /// - Throws: ``UnreadableFile``.
    static func contents(_ path: String) throws(UnreadableFile) -> [UInt8] {
        if let bytes = FileManager.default.contents(atPath: path) { return Array(bytes) }
        var isFolder = ObjCBool(false)
        guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UnreadableFile(description: "there is no such file")
        }
        throw UnreadableFile(description: isFolder.boolValue ? "it is a folder" : "permission denied")
    }
}
