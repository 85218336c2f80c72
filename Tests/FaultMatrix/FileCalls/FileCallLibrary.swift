import Foundation
import TestSupport
import Testing

/// The library that ends or disturbs the program at one of its file calls, built with the C compiler of this machine.
struct FileCallLibrary {
    static let reason: Comment = "It takes Linux and a C compiler (cc)"

    /// Whether it could be built.
    static func isPossible() async -> Bool { await built.value != nil }

    private static let built = Task<String?, Never> {
        #if os(Linux)
        let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "file_calls.c")
        let library = FileManager.default.temporaryDirectory.appending(path: "file-calls-\(UUID().uuidString).so")
            .path(percentEncoded: false)
        let flags = ["-shared", "-fPIC", "-O1", "-o", library, source.path(percentEncoded: false), "-ldl"]
        return (try? await Tool.run("cc", flags)) != nil ? library : nil
        #else
        return nil
        #endif
    }

    /// The environment in which the program's call number `call` below a folder is its last, or fails with an error.
    static func environment(_ folder: String, call: Int? = nil, error: Int32? = nil, log: String? = nil) async throws
        -> [String: String]
    {
        var variables = ["LD_PRELOAD": try #require(await built.value), "FILE_CALLS_PREFIX": folder]
        variables["FILE_CALLS_AT"] = call.map(String.init)
        variables["FILE_CALLS_ERRNO"] = error.map(String.init)
        variables["FILE_CALLS_LOG"] = log
        return variables
    }
}
