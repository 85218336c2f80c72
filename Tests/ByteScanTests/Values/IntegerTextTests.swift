import ByteScan
import Testing

@Suite struct IntegerTextTests {
    @Test(arguments: [
        ("0", "0"), ("51", "51"), ("007", "7"), ("000", "0"), ("-5", "-5"), ("-007", "-7"), ("+5", "5"), ("-0", "0"),
        (" 12 ", "12"), ("9223372036854775807", "9223372036854775807"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("0009223372036854775807", "9223372036854775807"), ("999999999999999999", "999999999999999999"),
    ])
    func readsIntegers(_ text: String, _ expected: String) { #expect(TextReading.integer(text) == expected) }

    @Test(arguments: [
        "", "-", "+", "12.0", "12.5", "1,234", "1e3", "9223372036854775808", "-9223372036854775809", "--5", "- 5", "5-",
        "12 3", "abc", "0x1", "99999999999999999999999", "18446744073709551616", "١",
    ])
    func refusesWhatIsNoInteger(_ text: String) { #expect(TextReading.integer(text) == "invalid") }

    @Test func appendsNumbers() {
        for number in [0, 9, 10, 99, 100, 12_345, Int64.max] {
            var output: [UInt8] = []
            IntegerText.append(number, to: &output)
            #expect(String(decoding: output, as: UTF8.self) == String(number))
        }
    }
}
