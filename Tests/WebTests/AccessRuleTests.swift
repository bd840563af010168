import Testing

@testable import Web

@Suite struct AccessRuleTests {
    private let rule = AccessRule(
        text: "# the field camp\nfirst-token-0123456789\n\nsecond-token-0123456789\r\nshort\n")

    @Test(arguments: ["Bearer first-token-0123456789", "bearer second-token-0123456789"])
    func `a token of the list opens the campaigns`(authorization: String) {
        #expect(rule.allows(authorization, path: "/api/v1/campaigns"))
    }

    @Test(arguments: [
        nil, "", "first-token-0123456789", "Bearer ", "Bearer first-token-012345678", "Bearer first-token-01234567890",
        "Basic first-token-0123456789", "Bearer # the field camp", "Bearer short",
    ])
    func `anything else does not, and health and metrics are for everybody`(authorization: String?) {
        #expect(!rule.allows(authorization, path: "/api/v1/campaigns"))
        #expect(rule.allows(authorization, path: "/health"))
        #expect(rule.allows(authorization, path: "/metrics"))
    }

    @Test func `without tokens nothing is asked for, and a list of weak ones opens nothing`() {
        #expect(AccessRule().allows(nil, path: "/api/v1/campaigns"))
        #expect(AccessRule(text: "# nothing yet\n").allows(nil, path: "/api/v1/campaigns"))
        #expect(!AccessRule(text: "short\n").allows("Bearer short", path: "/api/v1/campaigns"))
        #expect(rule.weak == 1)
    }
}
