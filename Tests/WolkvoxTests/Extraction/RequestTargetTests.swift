import ETL
import Testing

@testable import Wolkvox

@Suite struct RequestTargetTests {
    @Test func writesWindowsAsTheAPIDoes() {
        let target = RequestTarget.report("cdr_1", parameters: [], window: Fixtures.day)
        #expect(
            target == "/api/v2/reports_manager.php?api=cdr_1&date_ini=20261001000000&date_end=20261001235959")
    }

    @Test func bothEndsAreIncludedToTheSecond() {
        let first = LocalTime(seconds: Fixtures.day.first.seconds + 8 * 3600 + 9)
        let target = RequestTarget.report("cdr_1", parameters: [], window: Window(first: first, last: first))
        #expect(target.hasSuffix("&date_ini=20261001080009&date_end=20261001080009"))
    }

    @Test func aServerThatLeavesTheEndOutIsAskedForOneSecondMore() {
        let target = RequestTarget.report("cdr_1", parameters: [], window: Fixtures.day, ends: .exclusive)
        #expect(target.hasSuffix("&date_ini=20261001000000&date_end=20261002000000"))
    }

    @Test(arguments: [
        ("all", "all"), ("a b&c=d/ñ+%", "a%20b%26c%3Dd%2F%C3%B1%2B%25"), ("\n", "%0A"), ("x-._~", "x-._~"),
    ])
    func encodesParameters(value: String, encoded: String) {
        let target = RequestTarget.report("campaign_7", parameters: [("campaign_id", value)], window: Fixtures.day)
        #expect(target.contains("?api=campaign_7&campaign_id=\(encoded)&date_ini="))
    }
}
