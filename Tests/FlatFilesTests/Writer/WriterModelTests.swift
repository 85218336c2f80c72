import ETL
import Foundation
import TestSupport
import Testing

@testable import FlatFiles

/// Random work with kills in between, compared with a list of lines.
@Suite struct WriterModelTests {
    /// What a partition should hold, kept as simply as can be.
    private struct Model {
        var rows: [(id: Int, time: Int?)] = []
        var inHand: [(id: Int, time: Int?)] = []
        var rejected: [Int] = []
        var rejectedInHand: [Int] = []

        mutating func keep() {
            let timed = inHand.indices.filter { inHand[$0].time != nil }
            let sorted = timed.map { inHand[$0] }.enumerated()
                .sorted { ($1.element.time ?? 0, $0.offset) < ($0.element.time ?? 0, $1.offset) }
            for (place, row) in zip(timed, sorted) { inHand[place] = row.element }
            rows += inHand
            rejected += rejectedInHand
            drop()
        }

        mutating func drop() {
            inHand = []
            rejectedInHand = []
        }
    }

    @Test(arguments: 0..<24) func rowsAreWhatAListWouldHold(seed: UInt64) async throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix(state: seed)
        // Few long rows cross blocks as many short ones would.
        let padding = String(repeating: "x", count: [10, 3000, 40_000][Int(seed % 3)])
        let loader = FlatFileLoader(
            Fixture.options(directory), workers: Int.random(in: 1...3, using: &random), observer: nil)
        var model = Model()
        var windows = 0
        var nextID = 0
        var isDone = false
        while !isDone {
            // Each turn is a process: it goes on where the last one was killed.
            try await loader.withSession(Fixture.run()) { session in
                let writer = try await session.open(Fixture.plan())
                #expect(writer.kept.count == windows)
                for _ in 0..<Int.random(in: 1...6, using: &random) {
                    let specimens = Self.rows(&random, &nextID, padding)
                    let batch = try Fixture.batch(specimens.map(\.json))
                    let cut = Int.random(in: 0...batch.count, using: &random)
                    try await writer.append(batch, rows: 0..<cut)
                    try await writer.append(batch, rows: cut..<batch.count)
                    model.inHand += specimens.filter { !$0.isBad }.map { ($0.id, $0.time) }
                    model.rejectedInHand += specimens.filter(\.isBad).map(\.id)
                    switch Int.random(in: 0..<5, using: &random) {
                    case 0:
                        try await writer.drop()
                        model.drop()
                    case 1, 2:
                        let count = model.inHand.count + model.rejectedInHand.count
                        try await writer.keep(KeptWindow(part: 0, window: Fixture.window(), rows: count, calls: 1))
                        windows += 1
                        model.keep()
                    default:
                        break
                    }
                }
                // The scope ends without a word to the writer, as with a kill.
                model.drop()
            }
            isDone = windows >= 5
        }
        let committed = try await loader.withSession(Fixture.run()) { session in
            try await session.open(Fixture.plan()).commit(Fixture.outcome)
        }
        #expect(committed.rows == model.rows.count)
        #expect(committed.quarantined == model.rejected.count)
        #expect(try await ids(directory, Fixture.dataFile, #"{"id":""#, count: committed.rows) == model.rows.map(\.id))
        let marker = #""row":{"id":""#
        #expect(
            try await ids(directory, Fixture.quarantineFile, marker, count: committed.quarantined) == model.rejected)
        #expect(try directory.lake.verify().problems == [])
    }

    private static func rows(
        _ random: inout SplitMix, _ nextID: inout Int, _ padding: String
    ) -> [(id: Int, time: Int?, isBad: Bool, json: String)] {
        let isSorted = Bool.random(using: &random)
        var times = (0..<Int.random(in: 0...40, using: &random)).map { _ in Int.random(in: 0..<1000, using: &random) }
        if isSorted { times.sort(by: >) }
        return times.map { time in
            nextID += 1
            let isBad = Int.random(in: 0..<8, using: &random) == 0
            let time = Int.random(in: 0..<10, using: &random) == 0 ? nil : time
            let row = Fixture.row(nextID, seconds: time, note: isBad ? "bad" : padding)
            return (nextID, time, isBad, row)
        }
    }

    private func ids(_ directory: TemporaryDirectory, _ file: String, _ marker: String, count: Int) async throws
        -> [Int]
    {
        guard count > 0 else { return [] }
        return try await Tool.lines("\(directory.path)/\(file)").compactMap { line in
            line.components(separatedBy: marker).last.flatMap { Int($0.prefix { $0 != "\"" }) }
        }
    }
}
