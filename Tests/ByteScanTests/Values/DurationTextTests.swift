import ByteScan
import Testing

@Suite struct DurationTextTests {
    @Test(arguments: [
        ("00:00:00", "0"), ("00:00:51", "51"), ("08:15:42", "29742"), ("24:00:00", "86400"), ("123:59:59", "446399"),
        ("99999:59:59", "359999999"), ("1:02:03", "3723"), (" 00:01:00 ", "60"), ("51", "51"), ("0", "0"), ("007", "7"),
        ("100000", "100000"),
    ])
    func readsDurations(_ text: String, _ expected: String) { #expect(TextReading.duration(text) == expected) }

    @Test(arguments: [
        "", ":", "::", "12:30", "00:60:00", "00:00:60", "00:0:00", "0:00:0", "-00:00:05", "-5", "+5", "00:00:05.5",
        "100000:00:00", ":00:00", "00:00:", "aa:00:00", "00:aa:00", "00:00:aa", "1 day", "12.5", "00 00 05",
        "00:00:00:00",
    ])
    func refusesWhatIsNoDuration(_ text: String) { #expect(TextReading.duration(text) == "invalid") }
}
