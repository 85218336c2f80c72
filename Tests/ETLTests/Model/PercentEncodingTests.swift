import ETL
import Testing

@Suite struct PercentEncodingTests {
    @Test func percentEncodingIsThatOfSignatures() {
        #expect(PercentEncoding.path("/a=b/c d/ñ~") == "/a%3Db/c%20d/%C3%B1~")
        #expect(PercentEncoding.value("a/b+c") == "a%2Fb%2Bc")
        #expect(PercentEncoding.decoded("a%2Fb%2Bc") == "a/b+c")
        #expect(PercentEncoding.decoded("%zz") == nil)
        #expect(PercentEncoding.decoded("%F") == nil)
        #expect(PercentEncoding.decoded("%+1") == nil)
        #expect(PercentEncoding.decoded("%c3%B1") == "ñ")
        #expect(PercentEncoding.decoded("%FF") == nil)
    }
}
