import ETL
import Testing

@testable import Wolkvox

@Suite struct BaseURLTests {
    @Test func namesTheVendorsServer() throws {
        #expect(try BaseURL(server: "0012").description == "https://wv0012.wolkvox.com")
    }

    @Test(arguments: ["", "12a", "../x", "１２", "1.evil.example/"])
    func refusesWhatIsNoServerNumber(server: String) {
        #expect(throws: ETLError.self) { try BaseURL(server: server) }
    }

    @Test(arguments: [
        "https://example.com", "https://example.com:8443/prefix", "http://127.0.0.1:8080", "http://localhost:1",
        "http://[::1]:9", "http://127.8.9.1",
    ])
    func takesHTTPSAndThisMachine(address: String) throws {
        #expect(try BaseURL(address).description == address)
        #expect(try BaseURL(address + "/").description == address)
    }

    @Test(arguments: [
        "http://example.com", "http://10.0.0.1:80", "http://127.0.0.1.evil.example", "http://localhost.evil.example",
        "http://0.0.0.0", "http://[::2]:80", "http://127.1",
    ])
    func refusesPlainHTTPToOthers(address: String) {
        let error = #expect(throws: ETLError.self) { try BaseURL(address) }
        #expect(error?.message.contains("unencrypted") == true)
    }

    @Test(arguments: [
        "", "example.com", "ftp://example.com", "https://", "https:///x", "https://user@example.com",
        "https://example.com?x", "https://example.com#x", "https://exa mple.com", "https://example.com:0",
        "https://example.com:99999", "https://example.com:x", "http://127.0.0.1:80@evil.example", "https://[abc",
        "http://[::1",
    ])
    func refusesWhatIsNoAddress(address: String) {
        let error = #expect(throws: ETLError.self) { try BaseURL(address) }
        #expect(error?.message.contains("is not the address of a server") == true)
    }
}
