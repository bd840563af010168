import Testing

@testable import Web

@Suite struct HostRuleTests {
    @Test(arguments: ["localhost", "LOCALHOST:8470", "127.0.0.1", "127.0.0.1:80", "[::1]:8470", "[::1]", "camp.lan:1"])
    func `this server's names are allowed, with any port and in any case`(host: String) {
        #expect(HostRule(additional: ["Camp.lan"]).allows(host))
    }

    @Test(arguments: [
        nil, "", "evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:80:90", "localhost:x",
        "localhost@evil.example", "[::1", "[::1]x", "localhost:123456", "camp.lan",
    ])
    func `any other name is refused, however near`(host: String?) {
        #expect(!HostRule().allows(host))
    }
}
