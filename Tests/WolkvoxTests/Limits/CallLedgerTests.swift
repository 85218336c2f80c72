import ETL
import Foundation
import Testing

@testable import Wolkvox

@Suite struct CallLedgerTests {
    private let place = StatePlace()
    private let day = Day(number: 20_727)
    private var ledger: CallLedger { CallLedger(directory: place.state.calls("00ff")) }
    private var file: URL { URL(filePath: "\(place.state.calls("00ff"))/\(day).calls") }

    @Test func countsByDayAndSaysWhenAndWhy() throws {
        #expect(try ledger.spent(on: day) == 0)
        for purpose in CallPurpose.allCases { try ledger.count(purpose, at: StatePlace.noon, on: day) }
        try ledger.count(.first, at: StatePlace.noon, on: day.advanced(by: 1))
        #expect(try ledger.spent(on: day) == CallPurpose.allCases.count)
        #expect(try ledger.spent(on: day.advanced(by: 1)) == 1)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        #expect(
            lines.map { $0.trimmingCharacters(in: .whitespaces) }
                == CallPurpose.allCases.map { "12:00:00Z \($0.rawValue)" })
    }

    @Test func theWeekBeforeIsKeptAndNoMore() throws {
        for back in 0..<10 { try ledger.count(.first, at: StatePlace.noon, on: day.advanced(by: back - 10)) }
        try ledger.count(.first, at: StatePlace.noon, on: day)
        #expect(place.files.count == 8)
        #expect(try ledger.spent(on: day.advanced(by: -7)) == 1)
        #expect(try ledger.spent(on: day.advanced(by: -8)) == 0)
    }

    @Test(arguments: [1, 12, 23])
    func aTornLineIsACall(length: Int) throws {
        for _ in 0..<3 { try ledger.count(.first, at: StatePlace.noon, on: day) }
        try Data(contentsOf: file).prefix(48 + length).write(to: file)
        #expect(try ledger.spent(on: day) == 3)
        try ledger.count(.retry, at: StatePlace.noon, on: day)
        #expect(try ledger.spent(on: day) == 4)
        #expect(try String(contentsOf: file, encoding: .utf8).hasSuffix("12:00:00Z retry        \n"))
    }

    @Test func damageWithinTheFileForgetsNothing() throws {
        for _ in 0..<3 { try ledger.count(.first, at: StatePlace.noon, on: day) }
        try Data(repeating: 0, count: try Data(contentsOf: file).count).write(to: file)
        #expect(try ledger.spent(on: day) == 3)
    }

    @Test func whatCannotBeOpenedRefusesTheCall() throws {
        try StateFile.makeDirectories(file.path)
        let error = try #require(throws: ETLError.self) { try ledger.count(.first, at: StatePlace.noon, on: day) }
        #expect(error.code == .files)
        #expect(error.message.contains(file.path))
    }

    /// As large as a file can be; nothing is written to the disk for it.
    @Test func aFileOfAnImpossibleLengthIsNoReasonToEnd() throws {
        try ledger.count(.first, at: StatePlace.noon, on: day)
        let handle = try FileHandle(forWritingTo: file)
        for length in [UInt64(1) << 43, UInt64(Int64.max)] where (try? handle.truncate(atOffset: length)) != nil {
            #expect(try ledger.spent(on: day) == 1 << 32)
            try ledger.count(.first, at: StatePlace.noon, on: day)
        }
    }
}
