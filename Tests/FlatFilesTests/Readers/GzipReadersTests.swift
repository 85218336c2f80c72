import ETL
import TestSupport
import Testing

@testable import FlatFiles

/// What the loader writes is read whole by others: nothing, one row, and blocks enough to tell how they are joined.
@Suite struct GzipReadersTests {
    @Test(arguments: RowFormat.all) func gzipPythonAndZlibReadAll(format: RowFormat) async throws {
        try await compare([.gzip, .python, .zlib], format)
    }

    @Test(.enabled(if: GzipReader.pigz.isThere, "pigz is not installed"), arguments: RowFormat.all)
    func pigzReadsAll(format: RowFormat) async throws { try await compare([.pigz], format) }

    @Test(.enabled(if: GzipReader.java.isThere, "java is not installed"), arguments: RowFormat.all)
    func javaReadsAll(format: RowFormat) async throws { try await compare([.java], format) }

    @Test(.enabled(if: TestPython.has("duckdb"), "DuckDB is not installed"), arguments: RowFormat.all)
    func duckDBReadsAll(format: RowFormat) async throws { try await compare([.duckdb], format) }

    private func compare(_ readers: [GzipReader], _ format: RowFormat) async throws {
        for count in [0, 1, 80_000] {
            let directory = try TemporaryDirectory()
            var options = Fixture.options(directory, format)
            options.form.emptyDays = .file
            let rows = (0..<count).map { Fixture.row($0, seconds: 86_399 - $0, note: #"acordó \#($0 % 7), \"sí\" 😀"#) }
            _ = try await FlatFileLoader(options).commit(rows)
            let expected = content(count, format)
            #expect(count < 10_000 || expected.count > 3 * GzipFraming.blockBytes)
            let path = "\(directory.path)/\(format == .csv ? Fixture.csvFile : Fixture.dataFile)"
            for reader in readers { #expect(try await reader.read(path) == expected, "\(count) rows by \(reader)") }
        }
    }

    private func content(_ count: Int, _ format: RowFormat) -> [UInt8] {
        let header = format == .csv ? "id,seconds,note,phone\n" : ""
        return Array((0..<count).reduce(into: header) { $0 += line($1, format) }.utf8)
    }

    private func line(_ id: Int, _ format: RowFormat) -> String {
        let seconds = 86_399 - id
        return format == .ndjson
            ? #"{"id":"\#(id)","seconds":"\#(seconds)","note":"acordó \#(id % 7), \"sí\" 😀","phone":"300\#(id)"}"#
                + "\n"
            : #"\#(id),\#(seconds),"acordó \#(id % 7), ""sí"" 😀",300\#(id)"# + "\n"
    }
}
