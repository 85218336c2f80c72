import Foundation
import TestSupport
import Testing

/// A machine where `/proc` is not mounted, as in a jail.
private enum Jail {
    static let reason: Comment = "Only root can hide /proc, and only where mounting is allowed"

    static func isPossible() async -> Bool { (try? await run("true")) != nil }

    static func run(_ command: String) async throws -> String {
        let words = ["-m", "sh", "-c", "mount -t tmpfs tmpfs /proc && { \(command) ; }"]
        return String(decoding: try await Tool.run("unshare", words), as: UTF8.self)
    }
}

@Suite(.enabled(Jail.reason) { await Jail.isPossible() }) struct WithoutProcTests {
    /// The runtime would find no arguments, and would be ended by a signal sooner or later.
    @Test(arguments: ["", "rnu", "reports cdr_6", "demo"]) func isRefusedAtOnce(words: String) async throws {
        let program = try Program.location().path(percentEncoded: false)
        let text = try await Jail.run("'\(program)' \(words) 2>&1 || echo $?")
        #expect(text.hasPrefix("error: /proc is not mounted, and the program cannot run without it. Mount it"))
        #expect(text.hasSuffix("\n64\n"))
    }
}
