import Disk
import ETL
import Foundation
import TestSupport
import Testing

@testable import Wolkvox

@Suite struct ArchivedReportTests {
    private static let start = LocalTime(Day(number: 20_000))

    private static func answer(_ first: Int64, _ last: Int64, askedAt: Int64, value: String = "") -> ArchivedAnswer {
        ArchivedAnswer(
            report: "cdr_1", source: "s", value: value, first: (start + first).compact, last: (start + last).compact,
            askedAt: askedAt, status: 200, charset: "utf-8", origin: "a", sha256: "", bytes: 0)
    }

    private static func write(_ answers: [ArchivedAnswer], to folder: String) throws -> AnswerArchive {
        let archive = AnswerArchive(folder)
        for answer in answers {
            try archive.begin(answer).keep(status: 200, contentType: nil, charset: .utf8)
        }
        return archive
    }

    private static func read(_ archive: AnswerArchive, origin: String = "a") throws -> ArchivedReport {
        try ArchivedReport(archive, report: "cdr_1", source: "s", origin: origin)
    }

    /// Answers to requests that named other ends of their windows lack a second, or have one too many.
    @Test func answersOfOtherEndsDoNotCount() throws {
        let folder = ArchivePlace()
        var open = Self.answer(60, 119, askedAt: 2)
        open.ends = .exclusive
        let archive = try Self.write([Self.answer(0, 59, askedAt: 1), open], to: folder.path)
        for (ends, start) in [(WindowEnds.inclusive, Int64(0)), (.exclusive, 60)] {
            let report = try ArchivedReport(archive, report: "cdr_1", source: "s", origin: "a", ends: ends)
            #expect(report.pieces(of: "").map(\.window.first) == [Self.start + start])
            #expect(report.flaws.count == 1 && report.flaws[0].reason.hasPrefix("it was asked for with `ends:"))
        }
    }

    /// For each second the answer that was asked last counts.
    @Test(arguments: 0..<15)
    func eachSecondHasTheLatestAnswer(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        let folder = ArchivePlace()
        let answers = (0..<Int.random(in: 1...12, using: &random)).map { number in
            let first = Int64.random(in: 0..<60, using: &random)
            return Self.answer(first, first + Int64.random(in: 0..<30, using: &random), askedAt: Int64(number))
        }
        let pieces = try Self.read(Self.write(answers.shuffled(using: &random), to: folder.path)).pieces(of: "")
        for second in Int64(0)..<90 {
            let time = Self.start + second
            let latest = answers.last { $0.window?.contains(time) == true }?.askedAt
            let found = pieces.filter { $0.window.contains(time) }.map(\.answer.askedAt)
            #expect(found == [latest].compactMap { $0 })
        }
    }

    @Test func whatIsCoveredOrOldIsRemovedUnlessItsDayIsUnfinished() async throws {
        let folder = ArchivePlace()
        let answers = [
            Self.answer(0, 9, askedAt: 1), Self.answer(0, 99, askedAt: 2), Self.answer(86_400, 86_500, askedAt: 3),
            Self.answer(100, 199, askedAt: 9),
        ]
        let archive = try Self.write(answers, to: folder.path)
        let next = Self.start.day.advanced(by: 1)
        func asked() throws -> [Int64] { try Self.read(archive).pieces(of: "").map(\.answer.askedAt) }
        try await Self.read(archive).prune(askedBefore: nil, now: 0) { $0 != Self.start.day }
        #expect(folder.files.count == 8)
        try await Self.read(archive).prune(askedBefore: nil, now: 0) { _ in true }
        #expect(folder.files.count == 6)
        try await Self.read(archive).prune(askedBefore: 5, now: 0) { $0 != next }
        #expect(try asked() == [9, 3])
        #expect(folder.files.count == 4)
    }

    /// What a kill left, and what does not count, must not stay for ever: it holds what the API sent.
    @Test func whatDoesNotCountIsRemovedOnceItIsOld() async throws {
        let folder = ArchivePlace()
        let archive = try Self.write([Self.answer(0, 9, askedAt: 1)], to: folder.path)
        let part = archive.folder(source: "s", report: "cdr_1") + "/x.json.gz.part"
        try Files.write([1], to: part)
        let now = Int64(Date().timeIntervalSince1970)
        let foreign = try Self.read(archive, origin: "b")
        try await foreign.prune(askedBefore: nil, now: now) { _ in false }
        #expect(folder.files.count == 3)
        try await foreign.prune(askedBefore: now - 3600, now: now + 90_000) { _ in false }
        #expect(folder.files.count == 2)
        try await foreign.prune(askedBefore: now + 3600, now: now) { _ in false }
        #expect(folder.files.isEmpty)
    }

    @Test func answersOfAnotherOriginDoNotCount() throws {
        let folder = ArchivePlace()
        let report = try Self.read(Self.write([Self.answer(0, 9, askedAt: 1)], to: folder.path), origin: "b")
        #expect(report.pieces(of: "").isEmpty)
        #expect(report.flaws.map(\.reason) == ["it came from a, not from b"])
    }

    @Test(arguments: ["all", "a b/c", "niño", String(repeating: "x", count: 300), "1-2"])
    func aValueHasASafeName(value: String) throws {
        let folder = ArchivePlace()
        let archive = try Self.write([Self.answer(0, 9, askedAt: 1, value: value)], to: folder.path)
        #expect(try Self.read(archive).values == [value])
        #expect(folder.files.allSatisfy { $0.utf8.count < 200 && $0.utf8.allSatisfy { $0 < 128 } })
    }

    @Test func anAnswerThatIsNotKeptLeavesNothing() throws {
        let folder = ArchivePlace()
        _ = try AnswerArchive(folder.path).begin(Self.answer(0, 9, askedAt: 1))
        #expect(folder.files.isEmpty)
    }
}

/// A folder that is gone when nobody holds it any more.
private final class ArchivePlace {
    let path = FileManager.default.temporaryDirectory.appending(path: "archive-\(UUID().uuidString)").path

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The names of all files below.
    var files: [String] {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.filter { $0.contains(".json") }.map { String($0.split(separator: "/").last ?? "") }
    }
}
