import Disk
import Foundation
import Testing

@testable import FlatFiles

@Suite struct RunRecordPruningTests {
    private static func id(_ day: Int, _ number: Int) -> String {
        let date = Date(timeIntervalSince1970: Double(1_790_000_000 + day * 86_400))
        let stamp = date.formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted))
        return "\(stamp)-\(number)x"
    }

    private static func record(_ id: String) -> [UInt8] { Array(#"{"run":"\#(id)"}"#.utf8) }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "runs-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path(percentEncoded: false))
    }

    private func names(_ folder: String) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder))
    }

    /// What is old stays while it is among the newest, and what is beyond them while it is young.
    @Test func onlyWhatIsOldAndBeyondTheNewestGoes() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let ids = (0..<10).map { Self.id($0 * 30, $0) }
            for id in ids { try Files.write(Self.record(id), to: "\(folder)/\(id).json") }
            RunRecordPruning(newest: 20, days: 90).prune(folder, after: ids[9])
            #expect(try names(folder).count == 10)
            RunRecordPruning(newest: 3, days: 90).prune(folder, after: ids[9])
            #expect(try names(folder) == Set(ids.suffix(4).map { "\($0).json" }))
            RunRecordPruning(newest: 8, days: 1).prune(folder, after: ids[9])
            #expect(try names(folder) == Set(ids.suffix(4).map { "\($0).json" }))
        }
    }

    @Test func whatIsNotARecordStays() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let old = Self.id(0, 1)
            let others: [(name: String, text: String)] = [
                ("notes.json", "{}"), ("\(old).txt", #"{"run":"\#(old)"}"#), ("\(old).json.bak", ""),
                ("\(Self.id(0, 2)).json", "not JSON"), ("\(Self.id(0, 3)).json", #"{"run":"another"}"#),
                ("20261332T000000Z-a.json", #"{"run":"20261332T000000Z-a"}"#),
            ]
            for other in others { try Files.write(Array(other.text.utf8), to: "\(folder)/\(other.name)") }
            let linked = Self.id(0, 4)
            try Files.write(Self.record(linked), to: "\(folder)/elsewhere")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(linked).json", withDestinationPath: "\(folder)/elsewhere")
            try FileManager.default.createDirectory(
                atPath: "\(folder)/\(Self.id(0, 5)).json", withIntermediateDirectories: true)
            let before = try names(folder)
            try Files.write(Self.record(old), to: "\(folder)/\(old).json")
            RunRecordPruning(newest: 0, days: 1).prune(folder, after: Self.id(400, 9))
            #expect(try names(folder) == before)
        }
    }

    /// Each run that is recorded clears up, and leaves what is next to it.
    @Test func aRunThatIsRecordedRemovesWhatIsTooOld() throws {
        try withFolder { folder in
            let loader = FlatFileLoader(FlatFileOptions(directory: folder))
            let ids = (0...1001).map { Self.id(0, $0 + 1000) }
            for id in ids { try loader.writeRunRecord(id: id) { try $0(Self.record(id)) } }
            #expect(try names("\(folder)/_runs").count == 1002)
            let last = Self.id(91, 1)
            try loader.writeRunRecord(id: last) { try $0(Self.record(last)) }
            #expect(try names("\(folder)/_runs") == Set((ids.suffix(999) + [last]).map { "\($0).json" }))
        }
    }
}
