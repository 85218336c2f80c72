import NIOHTTP1
import Testing

@testable import S3

/// What stores write, and what it means.
@Suite struct AnswerTests {
    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
    ])
    func readsTimesOfHeaders(text: String, seconds: Int) { #expect(StoreTime.ofHeader(text) == seconds) }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994 08:49:37", "06 Nov 1994 08:49:37 GMT", "Sun, 31 Feb 2024 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
    ])
    func refusesOtherTimes(text: String) { #expect(StoreTime.ofHeader(text) == nil) }

    @Test(arguments: [("2009-10-12T17:50:30.000Z", 1_255_369_830), ("2009-10-12T17:50:30Z", 1_255_369_830)])
    func readsTimesOfListings(text: String, seconds: Int) { #expect(StoreTime.ofListing(text) == seconds) }

    @Test func writesTimesOfSignatures() { #expect(StoreTime.compact(1_440_938_160) == "20150830T123600Z") }

    @Test func readsXML() throws {
        let text =
            "\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <a> -->\n<s:Root xmlns:s=\"x\" a='1'><Key>a&amp;b&lt;&#x41;&#66;&quot;"
            + "</Key><Empty/><Empty attribute=\"1\" /><Text><![CDATA[<&]]> x</Text><Key>2</Key></s:Root>"
        let root = try #require(StoreXML(Array(text.utf8)))
        #expect(root.name == "Root")
        #expect(root.all("Key").map(\.text) == ["a&b<AB\"", "2"])
        #expect(root.all("Empty").count == 2)
        #expect(root.text("Text") == "<& x")
        #expect(root["Missing"] == nil)
    }

    @Test(arguments: [
        "", "text", "<a>", "<a></b>", "<a>&nbsp;</a>", "<a>&#xFFFFFFFF;</a>", "<a", "<a><![CDATA[x</a>", "<a>&lt</a>",
        String(repeating: "<a>", count: 100_000),
    ])
    func refusesWhatIsNotXML(text: String) { #expect(StoreXML(Array(text.utf8)) == nil) }

    @Test func nothingThatADocumentDeclaresIsExpanded() {
        let text = "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>"
        #expect(StoreXML(Array(text.utf8)) == nil)
    }

    private func meaning(
        _ status: Int, _ code: String? = nil, headers: [(String, String)] = [], isHead: Bool = false
    ) -> StoreMeaning {
        var answer = StoreAnswer(status: status, headers: HTTPHeaders(headers))
        answer.error = code.map { StoreError(code: $0, region: nil) }
        return StoreMeaning(answer, isHead: isHead)
    }

    @Test func statusAndCodeTogetherHaveAMeaning() {
        #expect(meaning(200) == .success)
        #expect(meaning(204) == .success)
        #expect(meaning(200, "InternalError") == .busy)
        #expect(meaning(200, "SomethingNew") == .busy)
        #expect(meaning(200, "PreconditionFailed") == .refused)
        #expect(meaning(404, "NoSuchKey") == .missing)
        #expect(meaning(404) == .missing)
        #expect(meaning(404, "NoSuchBucket") == .bucketMissing)
        #expect(meaning(404, "NoSuchUpload") == .uploadGone)
        #expect(meaning(412) == .refused)
        #expect(meaning(409, "OperationAborted") == .conflict)
        #expect(meaning(409) == .conflict)
        #expect(meaning(429) == .busy)
        #expect(meaning(503, "SlowDown") == .busy)
        #expect(meaning(403, "AccessDenied") == .denied)
        #expect(meaning(403) == .denied)
        #expect(meaning(403, isHead: true) == .mute)
        #expect(meaning(400, isHead: true) == .mute)
        #expect(meaning(400, headers: [("x-amz-bucket-region", "eu-1")], isHead: true) == .elsewhere("eu-1"))
        #expect(meaning(301, "PermanentRedirect", headers: [("x-amz-bucket-region", "eu-1")]) == .elsewhere("eu-1"))
        #expect(meaning(501, "NotImplemented") == .unsupported)
        #expect(meaning(400, "InvalidArgument") == .wrong)
        #expect(meaning(416) == .outOfRange)
    }
}
