import ETL
import Foundation
import Testing

@testable import FlatFiles

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

    @Test func aFileInTheDirectorysPlaceIsNamed() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("", to: "taken")
        let options = FlatFileOptions(directory: "\(directory.path)/taken/output")
        let error = await #expect(throws: ETLError.self) {
            try await FlatFileLoader(options).withSession(Fixture.run()) { _ in }
        }
        #expect(error?.code == .files)
        #expect(error?.message.contains("\(directory.path)/taken") == true)
    }
}
