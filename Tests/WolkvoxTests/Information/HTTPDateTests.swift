import Testing

@testable import Wolkvox

@Suite struct HTTPDateTests {
    @Test func readsTheDateHeader() {
        #expect(HTTPDate.seconds("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
        #expect(HTTPDate.seconds("Thu, 29 Feb 2024 00:00:00 GMT") == 1_709_164_800)
    }

    @Test(arguments: ["", "Sunday", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT", "1 2 3 4 5 6"])
    func otherTextIsNone(text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }
}
