import ETL
import Testing

@testable import Lease

@Suite struct LeaseRecordTests {
    static let owner = LeaseHolder(pid: 7, host: "etl-1", since: "2026-10-01T08:15:42Z", pipeline: "nightly")

    @Test func itIsReadAsItWasWritten() throws {
        let day = try #require(Day("2026-10-01"))
        let record = LeaseRecord(
            id: "abc-1", isHeld: true, number: 3, counter: 9, length: 120, owner: Self.owner, calls: [day: 412])
        #expect(LeaseRecord(record.encoded()) == record)
        let text = String(decoding: record.encoded(), as: UTF8.self)
        #expect(text.contains(#""2026-10-01" : 412"#))
        #expect(text.contains(#""state" : "held""#))
    }

    @Test(arguments: [
        "", "{}", "[]", #"{"version":2}"#,
        #"{"version":1,"id":"a","state":"open","number":1,"counter":1,"length":1,"owner":{"pid":1,"host":"h","since":"s","pipeline":"p"},"calls":{}}"#,
        #"{"version":1,"id":"a","state":"held","number":0,"counter":1,"length":1,"owner":{"pid":1,"host":"h","since":"s","pipeline":"p"},"calls":{}}"#,
        #"{"version":1,"id":"a","state":"held","number":1,"counter":1,"length":0,"owner":{"pid":1,"host":"h","since":"s","pipeline":"p"},"calls":{}}"#,
        #"{"version":1,"id":"a","state":"held","number":1,"counter":1,"length":1,"owner":{"pid":1,"host":"h","since":"s","pipeline":"p"},"calls":{"2026-10-01":-1}}"#,
    ])
    func whatIsNoLeaseIsNotTakenForOne(_ text: String) {
        #expect(LeaseRecord(Array(text.utf8)) == nil)
    }

    @Test func aHostileOwnerSteersNoTerminal() {
        let holder = LeaseHolder(pid: 7, host: "a\u{1B}[2Jb", since: "now\r\n", pipeline: "p\u{202E}")
        #expect(holder.sentence == "pid 7 on a[2Jb since now (pipeline p)")
    }
}
