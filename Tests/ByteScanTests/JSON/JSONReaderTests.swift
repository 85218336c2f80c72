import ByteScan
import Testing

@Suite struct JSONReaderTests {
    private static let keys = JSONReader.Keys(["name", "count", "list", "none"])

    private struct Document: Equatable {
        var name: String?
        var count: Int?
        var list: [Int] = []
        var none: String?
    }

    private static func read(_ json: String) throws(JSONReader.Unexpected) -> Document {
        var reader = JSONReader(Array(json.utf8))
        var document = Document()
        try reader.object(keys) { (reader, place) throws(JSONReader.Unexpected) in
            switch place {
            case 0: document.name = try reader.text()
            case 1: document.count = try reader.integer()
            case 2:
                document.list = try reader.list { (reader) throws(JSONReader.Unexpected) in try reader.integer() }
            default: document.none = try reader.textIfAny()
            }
        }
        try reader.end()
        return document
    }

    @Test(arguments: [
        #"{"name":"a","count":-7,"list":[1,2],"none":null}"#,
        " { \"none\" : null , \"list\" : [ 1 , 2 ] ,\n\t\"name\" : \"a\" , \"count\" : -7 } \r\n",
        #"{"new":{"a":[{},"}",1.5e3]},"name":"\u0061","n\u006fne":null,"other":[],"count":-7,"list":[1,2],"x":true}"#,
    ])
    func ordersBlanksAndOtherKeysDoNotMatter(_ json: String) throws {
        #expect(try Self.read(json) == Document(name: "a", count: -7, list: [1, 2]))
    }

    @Test func textsLoseTheirEscapes() throws {
        #expect(try Self.read(#"{"name":"é \"\\\/\n\ud83d\ude00"}"#).name == "é \"\\/\n😀")
    }

    @Test(arguments: [
        "", "{", "{}x", "[]", "null", #"{"name"}"#, #"{"name":}"#, #"{"name":1}"#, #"{"name":null}"#, #"{"name":"a}"#,
        #"{"name":"a",}"#, #"{"name":"a" "count":1}"#, #"{"count":"1"}"#, #"{"count":1.0}"#, #"{"count":-}"#,
        #"{"count":99999999999999999999}"#, #"{"list":[1,]}"#, #"{"list":[1 2]}"#, #"{"list":1}"#, #"{"x":tru}"#,
        #"{"x":{"y":}}"#, #"{"name":"\x"}"#, "{\"name\":\"a\nb\"", #"{name:"a"}"#,
    ])
    func anythingElseIsRefused(_ json: String) {
        #expect(throws: JSONReader.Unexpected.self) { try Self.read(json) }
    }

    @Test func textThatIsNotUTF8IsRefused() {
        var reader = JSONReader([0x22, 0xC3, 0x28, 0x22])
        #expect(throws: JSONReader.Unexpected.self) { try reader.text() }
    }

    @Test func eachBeginningIsRefused() {
        let json = #"{"name":"a\u00e9","count":12,"list":[1,2],"x":{"y":[null]},"none":null}"#
        for count in 0..<json.utf8.count {
            #expect(throws: JSONReader.Unexpected.self) { try Self.read(String(json.prefix(count))) }
        }
    }

    @Test func whatWasReadBeforeIsKnownAgain() throws {
        var reader = JSONReader(Array(#"[[1,2],[1,2],[1,3]]"#.utf8))
        var first: ArraySlice<UInt8> = []
        var known: [Bool] = []
        _ = try reader.list { (reader) throws(JSONReader.Unexpected) in
            if !first.isEmpty, reader.skip(first) { return known.append(true) }
            known.append(false)
            first = try reader.bytes { (reader) throws(JSONReader.Unexpected) in try reader.skip() }
        }
        #expect(known == [false, true, false])
    }
}
