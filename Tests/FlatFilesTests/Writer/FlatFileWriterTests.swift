import ETL
import Foundation
import TestSupport
import Testing
import WolkvoxETLTesting

@testable import FlatFiles

@Suite struct FlatFileWriterTests {
    private let directory: TemporaryDirectory
    private let loader: FlatFileLoader

    init() throws {
        directory = try TemporaryDirectory()
        loader = FlatFileLoader(Fixture.options(directory))
    }

    private func lines() async throws -> [String] { try await Tool.lines("\(directory.path)/\(Fixture.dataFile)") }

    @Test func writesNDJSONInTheFieldsOrder() async throws {
        _ = try await loader.commit([Fixture.row(2, seconds: 60, note: "¡Buenos días!"), Fixture.row(1)])
        #expect(
            try await lines() == [
                #"{"id":"2","seconds":"60","note":"¡Buenos días!","phone":"3002"}"#,
                #"{"id":"1","seconds":null,"note":"","phone":"3001"}"#,
            ])
    }

    @Test func writesCSVWithNullAndEmptyTextApart() async throws {
        let loader = FlatFileLoader(Fixture.options(directory, .csv))
        _ = try await loader.commit([Fixture.row(2, note: "a,\\\"b\\\"\\nc"), Fixture.row(1)])
        let text = String(decoding: try await Tool.gunzip("\(directory.path)/\(Fixture.csvFile)"), as: UTF8.self)
        #expect(text == "id,seconds,note,phone\n2,,\"a,\"\"b\"\"\nc\",3002\n1,,\"\",3001\n")
    }

    @Test(arguments: [RowFormat.ndjson, .csv]) func aDayWithoutRowsHasNoFile(format: RowFormat) async throws {
        let loader = FlatFileLoader(Fixture.options(directory, format))
        let committed = try await loader.commit([])
        #expect(committed.rows == 0)
        #expect(committed.location == nil)
        #expect(directory.files == [Fixture.manifestFile])
    }

    @Test(arguments: [(RowFormat.ndjson, ""), (.csv, "id,seconds,note,phone\n")])
    func aDayWithoutRowsMayHaveAFile(format: RowFormat, content: String) async throws {
        var options = Fixture.options(directory, format)
        options.form.emptyDays = .file
        let committed = try await FlatFileLoader(options).commit([])
        #expect(try await Tool.gunzip(try #require(committed.location)) == Array(content.utf8))
    }

    @Test func sortsAWindowThatCameOutOfOrder() async throws {
        let rows = [
            Fixture.row(1, seconds: 10), Fixture.row(2, seconds: 30), Fixture.row(3), Fixture.row(4, seconds: 20),
            Fixture.row(5, seconds: 30),
        ]
        _ = try await loader.commit(rows)
        #expect(try await ids() == ["2", "5", "3", "4", "1"])
    }

    @Test func sortsWithinItsWindowOnly() async throws {
        let first = try Fixture.batch([Fixture.row(1, seconds: 10), Fixture.row(2, seconds: 20)])
        let second = try Fixture.batch([Fixture.row(3, seconds: 90), Fixture.row(4, seconds: 95)])
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan(parts: 2))
            try await writer.append(first, rows: 0..<2)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 2, calls: 1))
            try await writer.append(second, rows: 0..<2)
            try await writer.keep(KeptWindow(part: 1, window: Fixture.window(), rows: 2, calls: 1))
            _ = try await writer.commit(Fixture.outcome)
        }
        #expect(try await ids() == ["2", "1", "4", "3"])
    }

    @Test func refusesAWindowThatLostRows() async throws {
        let batch = try Fixture.batch([Fixture.row(1, seconds: 10), Fixture.row(2, seconds: 5)])
        await #expect(throws: ETLError.self) {
            try await loader.withSession(Fixture.run()) { session in
                let writer = try await session.open(Fixture.plan())
                try await writer.append(batch, rows: 0..<1)
                try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 2, calls: 1))
            }
        }
    }

    @Test func refusesRowsOfOtherColumns() async throws {
        let batch = try RecordBatch.scanning(
            json: #"[{"id":"1"}]"#, schema: Schema(fields: [Field("id", origin: "id")]))
        await #expect(throws: ETLError.self) {
            try await loader.withSession(Fixture.run()) { session in
                try await session.open(Fixture.plan()).append(batch, rows: 0..<1)
            }
        }
    }

    @Test func abandonLeavesNothingBehind() async throws {
        let batch = try Fixture.batch([Fixture.row(1, seconds: 10)])
        let directory = directory
        try await loader.withSession(Fixture.run()) { session in
            let writer = try await session.open(Fixture.plan())
            try await writer.append(batch, rows: 0..<1)
            try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: 1, calls: 1))
            #expect(directory.all.contains { $0.hasSuffix(".checkpoint") })
            try await writer.abandon(keepingProgress: false)
            #expect(!directory.all.contains { $0.contains("report=") })
        }
    }

    private func ids() async throws -> [String] {
        try await lines().compactMap { $0.split(separator: "\"").dropFirst(3).first.map(String.init) }
    }
}
