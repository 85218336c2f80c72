import Disk
import ETL
import Foundation
import Testing

@Suite struct FileFailureTests {
    @Test func aFullDiskNamesThePathAndTheBytes() throws {
        let error = #expect(throws: ETLError.self) {
            try OpenFile("/dev/full", .update).write([UInt8](repeating: 0, count: 1234), at: 0)
        }
        #expect(error?.code == .files)
        #expect(error?.scope == .run)
        #expect(error?.message.contains("/dev/full") == true)
        #expect(error?.message.contains("1234 more bytes") == true)
    }

    @Test(arguments: [(EROFS, ETLError.Scope.run), (EACCES, .window), (ENOSPC, .run)])
    func eachReasonHasItsAdvice(code: Int32, scope: ETLError.Scope) {
        let error = FileFailure.error("write", "here/file", code: code)
        #expect(error.message.hasPrefix("Could not write here/file: "))
        #expect(error.scope == scope)
        #expect(!error.advice.isEmpty)
    }
}
