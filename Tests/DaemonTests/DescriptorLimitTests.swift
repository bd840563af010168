import Testing

@testable import Daemon

@Suite struct DescriptorLimitTests {
    @Test func `few descriptors allow few workers, and one always`() {
        #expect(DescriptorLimit.lanes(2, campaigns: 1, limit: 1024) == 2)
        #expect(DescriptorLimit.lanes(2, campaigns: 1, limit: 32) == 1)
        #expect(DescriptorLimit.lanes(8, campaigns: 1, limit: 65) == 5)
        #expect(DescriptorLimit.lanes(8, campaigns: 50, limit: 256) == 1)
        #expect(DescriptorLimit.lanes(1, campaigns: 1, limit: 8) == 1)
    }
}
