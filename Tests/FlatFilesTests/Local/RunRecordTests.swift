import ETL
import Testing

@testable import FlatFiles

@Suite struct RunRecordTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    @Test func liesUnderItsId() throws {
        try loader.writeRunRecord(id: "20261001T080000Z-1") { try $0(Array("{}".utf8)) }
        #expect(directory.files == ["_runs/20261001T080000Z-1.json"])
        #expect(try directory.text("_runs/20261001T080000Z-1.json") == "{}")
    }

    @Test(arguments: ["../x", "", "a/b"]) func anIdThatIsAPathIsRefused(id: String) throws {
        #expect(throws: ETLError.self) { try loader.writeRunRecord(id: id) { try $0([]) } }
        #expect(directory.files.isEmpty)
    }
}
