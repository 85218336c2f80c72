import ByteScan
import Testing

@Suite struct DateTimeTextTests {
    @Test(arguments: [
        "2026-10-01 08:15:42", "2026-10-01T08:15:42", "20261001081542", " 2026-10-01 08:15:42 ", "  20261001081542\t",
    ])
    func readsEveryFormOfTheSameSecond(_ text: String) throws {
        let date = try #require(TextReading.dateTime(text))
        #expect(date.iso == "2026-10-01T08:15:42-05:00")
        #expect(date.seconds == 1_790_842_542)
    }

    @Test(arguments: [
        ("1970-01-01 00:00:00", 0), ("1969-12-31 23:59:59", -1), ("2024-02-29 23:59:59", 1_709_251_199),
        ("0001-01-01 00:00:00", -62_135_596_800), ("99991231235959", 253_402_300_799),
    ])
    func countsCivilSeconds(_ text: String, _ expected: Int64) {
        #expect(TextReading.dateTime(text)?.seconds == expected)
    }

    @Test(arguments: [
        "", "2026-10-01", "20261001", "2026-10-01 24:00:00", "2026-10-01 08:60:00", "2026-10-01 08:15:60",
        "2026-02-29 00:00:00", "2026-13-01 00:00:00", "2026-00-01 00:00:00", "2026-10-00 00:00:00",
        "2026-04-31 00:00:00",
        "0000-00-00 00:00:00", "2026/10/01 08:15:42", "01-10-2026 08:15:42", "2026-10-01 08:15", "2026-10-01  8:15:42",
        "2026-10-01 08:15:42.5", "2026-10-01 08:15:42Z", "2026-10-01 08:15:42-05:00", "2026-10-01x08:15:42",
        "2026-1a-01 08:15:42", "2026100108154", "2026100108154a", "hello", "2026-10-01 08-15-42", "२०२६-१०-०१ ०८:१५:४२",
    ])
    func refusesWhatIsNoDateAndTime(_ text: String) { #expect(TextReading.dateTime(text) == nil) }

    @Test(arguments: ["2026-10-01", "20261001", " 2026-10-01 "])
    func readsEveryFormOfTheSameDay(_ text: String) throws {
        let day = try #require(TextReading.day(text))
        #expect(day.iso == "2026-10-01")
        #expect(day.number == 20_727)
    }

    @Test(arguments: [
        "", "2026-02-30", "2026-10-1", "2026-10", "20261301", "2026/10/01", "2026-10-01 00:00:00", "202610-01",
        "abcdefgh",
    ])
    func refusesWhatIsNoDay(_ text: String) { #expect(TextReading.day(text) == nil) }
}
