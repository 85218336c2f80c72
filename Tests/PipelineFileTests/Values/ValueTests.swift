import Settings
import Testing

@testable import PipelineFile

@Suite struct PipelineValueTests {
    @Test(arguments: ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "today", "yesterday", "-3d"])
    func dayExpressionsAreReadAndWritten(text: String) {
        #expect(DayExpression(text)?.description == text)
    }

    @Test(arguments: [
        "", "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-1-1", "20261001", "2026-10-01 ", "tomorrow",
        "3d",
        "-d", "--3d", "-3", "-99999d", "0000-01-01", "２026-10-1",
    ])
    func otherDaysAreRefused(text: String) {
        #expect(DayExpression(text) == nil)
    }

    @Test(arguments: [
        ("today", "yesterday", true), ("yesterday", "today", false), ("-3d", "-3d", false), ("-2d", "-3d", true),
        ("2026-10-02", "2026-10-01", true), ("2025-12-31", "2026-10-01", false),
    ])
    func daysOfOneKindAreCompared(left: String, right: String, isAfter: Bool) throws {
        let left = try #require(DayExpression(left))
        let right = try #require(DayExpression(right))
        #expect(left.isAfter(right) == isAfter)
    }

    @Test func aDateAndARelativeDayAreNot() throws {
        #expect(try #require(DayExpression("2026-10-01")).isAfter(.today) == nil)
    }

    @Test(arguments: ["a", "nightly-2.0_x", "0012", String(repeating: "a", count: 64)])
    func namesOfFoldersAreSafe(text: String) throws {
        #expect(try FolderName.parse(text) == text)
    }

    @Test(arguments: [
        "", ".", "..", "_runs", "-x", "a/b", "a\\b", "a b", "ñ", "a..b", "a\u{0}", String(repeating: "a", count: 65),
    ])
    func otherNamesAreRefused(text: String) {
        #expect(throws: Complaint.self) { try FolderName.parse(text) }
    }

    @Test(arguments: [
        "https://", "https://:80", "https://a b", "https://a..b", "https://-a", "https://a/../b", "https://a/%2e",
        "https://[::1",
        "http://127.1", "http://127.0.0.256", "http://0127.0.0.1", "http://10.0.0.1", "http://localhost.example.com",
        "ftp://127.0.0.1", "https:/a", "https://a\\b", "https://a:", "https://a:0", "https://[]", "https://é",
    ])
    func otherAddressesAreRefused(text: String) {
        #expect(throws: Complaint.self) { try EndpointText.parse(text) }
    }
}
