import ETL
import Settings
import Testing

@Suite struct ValueTests {
    @Test(arguments: [("0s", 0), ("75s", 75), ("10m", 600), ("1h", 3600), ("2d", 172_800)])
    func durationsAreSeconds(text: String, seconds: Int) throws {
        #expect(try TimeSpanText.seconds(text, in: 0...1_000_000) == seconds)
        #expect(TimeSpanText.written(seconds) == text)
    }

    @Test(arguments: ["", "s", "75", "-1s", "+1s", "1.5h", "1 h", "1H", "1ms", "٣s", "9223372036854775807d", "12d"])
    func otherDurationsAreRefused(text: String) {
        #expect(throws: Complaint.self) { try TimeSpanText.seconds(text, in: 0...1_000_000) }
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
}
