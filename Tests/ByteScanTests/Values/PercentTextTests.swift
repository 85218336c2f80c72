import ByteScan
import Testing

@Suite struct PercentTextTests {
    @Test(arguments: [
        ("34.64 %", "34.64"), ("0 %", "0"), ("15,233.33 %", "15233.33"), ("34.64%", "34.64"), ("34.64", "34.64"),
        ("34,64 %", "34.64"), ("-3.5 %", "-3.5"), ("1,234 %", "1234"), ("1.234 %", "1.234"), ("100\u{A0}%", "100"),
        (" 5 % ", "5"),
    ])
    func readsPercentages(_ text: String, _ expected: String) { #expect(TextReading.percent(text) == expected) }

    @Test func aSeparatorSettlesWhatHasTwoReadings() {
        #expect(TextReading.percent("1,234 %", .comma) == "1.234")
        #expect(TextReading.percent("1.234 %", .comma) == "1234")
    }

    @Test(arguments: ["", "%", " % ", "5 %%", "% 5", "5 percent", "$ 5 %", "1e2 %", "a %"])
    func refusesWhatIsNoPercentage(_ text: String) { #expect(TextReading.percent(text) == "invalid") }
}
