import Testing

@testable import Wolkvox

@Suite struct NoProxyListTests {
    @Test(arguments: [
        ("*", "wv0012.wolkvox.com", 443, true),
        ("wolkvox.com", "wv0012.wolkvox.com", 443, true),
        (".wolkvox.com", "wv0012.wolkvox.com", 443, true),
        ("*.wolkvox.com", "WV0012.Wolkvox.com.", 443, true),
        (".wolkvox.com", "wolkvox.com", 443, true),
        ("wolkvox.com", "notwolkvox.com", 443, false),
        ("wolkvox.com.", "wolkvox.com", 443, true),
        ("a.example, wolkvox.com b.example", "wolkvox.com", 443, true),
        ("wolkvox.com:443", "wolkvox.com", 443, true),
        ("wolkvox.com:8443", "wolkvox.com", 443, false),
        ("10.0.0.0/8", "10.200.3.4", 443, true),
        ("10.0.0.0/8", "11.0.0.1", 443, false),
        ("192.168.16.0/20", "192.168.31.255", 443, true),
        ("192.168.16.0/20", "192.168.32.0", 443, false),
        ("10.1.2.3", "10.1.2.3", 443, true),
        ("10.1.2.3:8443", "10.1.2.3", 443, false),
        ("0.0.0.0/0", "8.8.8.8", 443, true),
        ("2001:db8::/32", "[2001:db8:1::5]", 443, true),
        ("2001:db8::/32", "[2001:db9::5]", 443, false),
        ("[2001:db8::1]:443", "[2001:db8:0:0::1]", 443, true),
        ("::ffff:10.1.2.3", "10.1.2.3", 443, true),
        ("2.3", "10.1.2.3", 443, false),
        ("10.0.0.0/33", "10.0.0.0", 443, false),
        ("", "wolkvox.com", 443, false),
        (",,:, ::: /8 [", "wolkvox.com", 443, false),
    ])
    func namesHostsAsOtherProgramsRead(list: String, host: String, port: Int, isListed: Bool) {
        #expect(NoProxyList(list).contains(host: host, port: port) == isListed)
    }
}
