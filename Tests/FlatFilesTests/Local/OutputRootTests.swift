import ETL
import Testing

@testable import FlatFiles

@Suite struct OutputRootTests {
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
