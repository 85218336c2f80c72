import ETL
import Testing

@testable import PipelineFile

@Suite struct ValueTests {
    @Test(arguments: [("0s", 0), ("75s", 75), ("10m", 600), ("1h", 3600), ("2d", 172_800)])
    func durationsAreSeconds(text: String, seconds: Int) throws {
        #expect(try DurationText.seconds(text, in: 0...1_000_000) == seconds)
        #expect(DurationText.written(seconds) == text)
    }

    @Test(arguments: ["", "s", "75", "-1s", "+1s", "1.5h", "1 h", "1H", "1ms", "٣s", "9223372036854775807d", "12d"])
    func otherDurationsAreRefused(text: String) {
        #expect(throws: Complaint.self) { try DurationText.seconds(text, in: 0...1_000_000) }
    }

    @Test(arguments: [
        ("1B", 1), ("256MB", 256_000_000), ("1GiB", 1 << 30), ("3KiB", 3072), ("2MiB", 2 << 20), ("5kB", 5000),
        ("5KB", 5000), ("4GB", 4_000_000_000),
    ])
    func sizesAreBytes(text: String, bytes: Int) throws {
        #expect(try SizeText.bytes(text, in: 0...5_000_000_000) == bytes)
    }

    @Test(arguments: ["", "B", "256", "256M", "256mb", "-1MB", "1.5GB", "9223372036854775807GB", "6GB"])
    func otherSizesAreRefused(text: String) {
        #expect(throws: Complaint.self) { try SizeText.bytes(text, in: 0...5_000_000_000) }
    }

    @Test(arguments: [
        ("1%", "1/100"), ("0%", "0/1"), ("100%", "1/1"), ("0.5%", "1/200"), ("12.345678%", "6172839/50000000"),
    ])
    func percentagesAreExactFractions(text: String, fraction: String) throws {
        #expect(try Share(parsing: text).description == fraction)
    }

    @Test(arguments: ["", "%", "1", "-1%", "1.%", ".5%", "1.2.3%", "100.000001%", "101%", "1,5%", "0.0000001%", "1 %"])
    func otherPercentagesAreRefused(text: String) {
        #expect(throws: Complaint.self) { try Share(parsing: text) }
    }

    @Test func aShareIsExceededOnlyBeyondItsLastRow() throws {
        let percent = try Share(parsing: "1%")
        #expect(!percent.isExceeded(by: 600, of: 60000))
        #expect(percent.isExceeded(by: 601, of: 60000))
        #expect(!percent.isExceeded(by: 0, of: 0))
        #expect(percent.isExceeded(by: 1, of: 99))
        #expect(percent.isExceeded(by: .max, of: .max))
        #expect(try !Share(parsing: "100%").isExceeded(by: .max, of: .max))
    }

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
        #expect(try SafeName.parse(text) == text)
    }

    @Test(arguments: [
        "", ".", "..", "_runs", "-x", "a/b", "a\\b", "a b", "ñ", "a..b", "a\u{0}", String(repeating: "a", count: 65),
    ])
    func otherNamesAreRefused(text: String) {
        #expect(throws: Complaint.self) { try SafeName.parse(text) }
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
