import Disk
import ETL
import TestSupport
import Testing

@testable import FlatFiles

/// Rounds of a day that goes on, compared with a list of rows.
@Suite struct SliceModelTests {
    private struct Row {
        var id: Int
        var time: Int
        var isBad = false
    }

    private static let provenance = Provenance(pipeline: "nightly", origin: "wv0012.wolkvox.com", recipe: "r")

    @Test(arguments: [RowFormat.ndjson, .csv], 0..<8 as Range<UInt64>)
    func rowsAreWhatAListWouldHold(format: RowFormat, seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix(state: seed)
        let padding = String(repeating: "x", count: [10, 3000, 20_000][Int(seed % 3)])
        var source: [Row] = []
        var visible: [Row] = []
        var (nextID, end, overlap) = (0, 0, 900)
        for round in 0..<10 {
            let lake = FlatFileLoader(Fixture.options(directory, format))
            let before = try await (lake as any Lake).lastSlice(of: Fixture.partition, by: Self.provenance)
            if round > 0, source.count > 0 { #expect(before != nil || seed.isMultiple(of: 5)) }
            let former = end
            end += Int.random(in: 60...2000, using: &random)
            // Rows are added, some of them late, and some that are not old are edited away.
            source.removeAll { $0.time > former - 600 && Int.random(in: 0..<9, using: &random) == 0 }
            for _ in 0..<Int.random(in: 0...40, using: &random) {
                nextID += 1
                let time = Int.random(in: max(0, former - 600)..<end, using: &random)
                // Where the slices are forgotten, rows of one second in another order would stay as they are.
                if seed.isMultiple(of: 5), source.contains(where: { $0.time == time }) { continue }
                source.append(Row(id: nextID, time: time, isBad: Int.random(in: 0..<8, using: &random) == 0))
            }
            let first = before.map { Int($0.border.seconds - LocalTime(Fixture.day).seconds) } ?? 0
            let isSorted = Bool.random(using: &random)
            let asked = Self.newestFirst(source.filter { (first..<end).contains($0.time) })
            let sent = isSorted ? asked : asked.shuffled(using: &random)
            try await Self.write(sent, first..<end, overlap: overlap, lake, padding)
            // Rows of one second stand in the order in which they came.
            visible = visible.filter { $0.time < first }
            visible = Self.newestFirst(sent) + visible
            try await expect(directory, lake, visible, format)
            let remembered = try #require(
                try await (lake as any Lake).lastSlice(of: Fixture.partition, by: Self.provenance))
            #expect(remembered.recent == visible.count { $0.time >= max(first, end - overlap) })
            if seed.isMultiple(of: 5), round == 5 { Files.removeTree(directory.path + "/_staging") }
            overlap = 900
        }
    }

    @Test func theSameRowsLeaveTheFileUntouched() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        let rows = (1...50).map { Row(id: $0, time: 5000 - $0 * 10) }
        try await Self.write(rows, 0..<5000, overlap: 900, lake, "")
        let (bytes, modified) = (
            try directory.bytes(Fixture.dataFile), try directory.attributes(Fixture.dataFile).modified
        )
        try await Self.write(rows.filter { $0.time >= 4100 }, 4100..<5300, overlap: 900, lake, "")
        #expect(try directory.bytes(Fixture.dataFile) == bytes)
        #expect(try directory.attributes(Fixture.dataFile).modified == modified)
        let manifest = try #require(try lake.manifest(of: Fixture.partition))
        #expect(manifest.windows.map(\.to) == ["\(Fixture.day)T01:08:19-05:00", "\(Fixture.day)T01:28:19-05:00"])
        #expect(try directory.lake.verify().problems == [])
        // The slice after that finds what it needs.
        try await Self.write([], 4400..<5400, overlap: 900, lake, "")
        #expect(try lake.manifest(of: Fixture.partition)?.rows == rows.count { $0.time < 4400 })
    }

    @Test func aDayThatSomebodyElseReplacedIsNotContinued() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        try await Self.write([Row(id: 1, time: 100), Row(id: 2, time: 50)], 0..<1000, overlap: 900, lake, "")
        var plan = Fixture.plan()
        plan.provenance = Self.provenance
        _ = try await lake.commit([Fixture.row(3, seconds: 60)], plan: plan, state: .open)
        #expect(try await (lake as any Lake).lastSlice(of: Fixture.partition, by: Self.provenance) == nil)
        await #expect(throws: ETLError.self) { try await Self.write([], 100..<2000, overlap: 900, lake, "") }
        #expect(try lake.manifest(of: Fixture.partition)?.rows == 1)
    }

    /// A process is killed after its commit, before it writes down what the next slice must know.
    @Test func aCommitThatTheIndexDoesNotKnowIsNotContinued() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        try await Self.write(
            [Row(id: 1, time: 950, isBad: true), Row(id: 2, time: 50)], 0..<1000, overlap: 900, lake, "")
        let name = try #require(directory.all.first { $0.hasSuffix(".slices") })
        let index = try directory.text(name)
        try await Self.write(
            [Row(id: 3, time: 1050, isBad: true), Row(id: 1, time: 950, isBad: true)], 100..<1100, overlap: 900, lake,
            "")
        try directory.write(index, to: name)
        #expect(try await (lake as any Lake).lastSlice(of: Fixture.partition, by: Self.provenance) == nil)
    }

    @Test func rowsThatWereTornAreNotPublished() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        try await Self.write([Row(id: 1, time: 950), Row(id: 2, time: 50)], 0..<1000, overlap: 900, lake, "")
        let name = try #require(directory.all.first { $0.contains(".rows-") })
        let length = try directory.bytes(name).count
        try directory.write(String(repeating: "\0", count: length), to: name)
        await #expect(throws: ETLError.self) { try await Self.write([], 100..<1100, overlap: 900, lake, "") }
        #expect(try lake.manifest(of: Fixture.partition)?.rows == 2)
    }

    @Test func rowsThatWereChangedOnTheDiskAreNotContinued() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        try await Self.write([Row(id: 1, time: 100)], 0..<1000, overlap: 0, lake, "")
        let name = try #require(directory.all.first { $0.contains(".rows-") })
        try directory.write("", to: name)
        #expect(try await (lake as any Lake).lastSlice(of: Fixture.partition, by: Self.provenance) == nil)
    }

    @Test func whatIsKeptBetweenRoundsIsForItsOwnerAlone() async throws {
        let directory = try TemporaryDirectory()
        let lake = FlatFileLoader(Fixture.options(directory))
        try await Self.write([Row(id: 1, time: 100)], 0..<1000, overlap: 900, lake, "")
        try await (lake as any Lake).write(followNotes: [0x7B], of: "nightly", keeping: Fixture.day)
        let kept = directory.all.filter { $0.hasPrefix("_staging/follow-") }
        #expect(kept.count == 4)
        for name in kept { #expect(try directory.attributes(name).permissions == 0o600, "\(name)") }
        #expect(try await (lake as any Lake).followNotes(of: "nightly") == [0x7B])
        #expect(try await (lake as any Lake).followNotes(of: "other") == nil)
        try await (lake as any Lake).write(followNotes: [], of: "nightly", keeping: Fixture.day.advanced(by: 1))
        #expect(directory.all.filter { $0.contains("day=") && $0.hasPrefix("_staging/follow-") } == [])
    }

    // MARK: Helpers

    private static func newestFirst(_ rows: [Row]) -> [Row] {
        rows.enumerated().sorted { ($1.element.time, $0.offset) < ($0.element.time, $1.offset) }.map(\.element)
    }

    private static func write(
        _ rows: [Row], _ seconds: Range<Int>, overlap: Int, _ lake: FlatFileLoader, _ padding: String
    ) async throws {
        let start = LocalTime(Fixture.day)
        let window = Window(first: start + Int64(seconds.lowerBound), last: start + Int64(seconds.upperBound - 1))
        var plan = Fixture.plan()
        plan.provenance = provenance
        plan.slice = Slice(
            window: window, border: max(window.first, start + Int64(seconds.upperBound - overlap)), askedUntil: 0)
        let batch = try Fixture.batch(
            rows.map { Fixture.row($0.id, seconds: $0.time, note: $0.isBad ? "bad" : padding) })
        try await lake.withSession(Fixture.run(fresh: true)) { session in
            let writer = try await session.open(plan)
            try await writer.append(batch, rows: 0..<batch.count)
            try await writer.keep(KeptWindow(part: 0, window: window, rows: batch.count, calls: 1))
            _ = try await writer.commit(PartitionOutcome(state: .open, extractedAt: Fixture.outcome.extractedAt))
            try await session.finish(endedWell: true)
        }
    }

    private func expect(
        _ directory: TemporaryDirectory, _ lake: FlatFileLoader, _ rows: [Row], _ format: RowFormat
    ) async throws {
        var ids: [Int] = []
        try lake.forEachRow(of: Fixture.partition) { line in
            let text = String(decoding: line.prefix(40), as: UTF8.self)
            let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
            if let id = Int(digits) { ids.append(id) }
        }
        #expect(ids == rows.filter { !$0.isBad }.map(\.id))
        var quarantined: [Int] = []
        try lake.forEachQuarantinedRow(of: Fixture.partition) { row in
            let text = String(decoding: row.row, as: UTF8.self)
            if let id = text.firstMatch(of: /"id":"(\d+)"/).flatMap({ Int($0.output.1) }) { quarantined.append(id) }
        }
        #expect(Set(quarantined) == Set(rows.filter(\.isBad).map(\.id)))
        let manifest = try #require(try lake.manifest(of: Fixture.partition))
        #expect(manifest.received == rows.count && manifest.quarantined == quarantined.count)
        #expect(try directory.lake.verify().problems == [])
    }
}
