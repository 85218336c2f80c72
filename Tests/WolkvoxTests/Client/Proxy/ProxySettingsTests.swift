import ETL
import Testing

@testable import Wolkvox

@Suite struct ProxySettingsTests {
    private func proxy(_ environment: [String: String], _ address: String = "https://wv0012.wolkvox.com") throws
        -> String?
    {
        try ProxySettings(environment: environment).proxy(for: BaseURL(address))?.description
    }

    @Test(arguments: [
        ("http://proxy.example.com:3128", "proxy.example.com:3128"),
        ("proxy.example.com:3128", "proxy.example.com:3128"),
        ("http://proxy.example.com/", "proxy.example.com:80"), ("HTTP://[2001:db8::1]:8080", "[2001:db8::1]:8080"),
        ("socks5://proxy.example.com", "proxy.example.com:1080"),
        ("http://user:p%40ss:w@rd@proxy.example.com:3128", "proxy.example.com:3128"),
    ])
    func readsAddresses(address: String, host: String) throws {
        #expect(try proxy(["HTTPS_PROXY": address]) == host)
        #expect(try proxy(["https_proxy": address]) == host)
    }

    @Test func theSchemeOfTheServerChoosesTheVariable() throws {
        #expect(try proxy(["HTTP_PROXY": "a:1"]) == nil)
        #expect(try proxy(["HTTPS_PROXY": "a:1", "https_proxy": "b:2"]) == "b:2")
        #expect(try proxy(["HTTPS_PROXY": "a:1", "https_proxy": ""]) == nil)
    }

    @Test(arguments: ["http://127.0.0.1:80", "https://localhost", "https://127.9.9.9:8443", "https://[::1]"])
    func thisMachineIsNeverReachedThroughAProxy(address: String) throws {
        #expect(try proxy(["HTTPS_PROXY": "a:1", "HTTP_PROXY": "a:1"], address) == nil)
    }

    @Test(arguments: ["NO_PROXY", "no_proxy"])
    func hostsAreExcepted(name: String) throws {
        #expect(try proxy(["HTTPS_PROXY": "a:1", name: "wolkvox.com"]) == nil)
        #expect(try proxy(["HTTPS_PROXY": "a:1", name: "example.com"]) == "a:1")
    }

    @Test(arguments: [
        "://", "http://", "ftp://user:geheim@a:1", "https://user:geheim@a:1", "http://user:geheim@a:99999",
        "http://user:geheim@a:1/path", "http://us%4:geheim@a:1", "socks5://user:geheim@a:1", "a b", "http://[::1",
    ])
    func whatIsNotAProxyIsRefusedWithoutBeingShown(address: String) throws {
        let error = #expect(throws: ETLError.self) { try proxy(["HTTPS_PROXY": address]) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("HTTPS_PROXY") == true)
        #expect(error?.description.contains("geheim") == false)
    }

    @Test func thePasswordIsNotPrinted() throws {
        let proxy = try Proxy("http://user:geheim@a:1", from: "HTTPS_PROXY")
        var dumped = ""
        dump(proxy, to: &dumped)
        #expect(!"\(proxy) \(String(reflecting: proxy)) \(dumped)".contains("geheim"))
    }
}
