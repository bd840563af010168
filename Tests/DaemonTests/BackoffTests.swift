import Testing

@testable import Daemon

@Suite struct BackoffTests {
    @Test func `pauses double up to the longest, and a success forgets them`() {
        var backoff = Backoff()
        var pauses: [Duration] = []
        var now = Duration.zero
        for _ in 0..<8 {
            let until = backoff.failed("a", at: now)
            pauses.append(until - now)
            now = until
        }
        #expect(pauses[0] == .milliseconds(250))
        for (pause, next) in zip(pauses, pauses.dropFirst()) { #expect(next == min(pause * 2, Backoff.longest)) }
        #expect(pauses.last == Backoff.longest)
        #expect(backoff.blocked("a", at: now - .milliseconds(1)) == now)
        #expect(backoff.blocked("a", at: now) == nil)
        backoff.succeeded("a")
        #expect(backoff.failed("a", at: now) == now + .milliseconds(250))
    }

    @Test func `what no longer exists is forgotten`() {
        var backoff = Backoff()
        _ = backoff.failed("a", at: .zero)
        _ = backoff.failed("b", at: .zero)
        backoff.keep { $0 == "b" }
        #expect(backoff.count == 1)
        #expect(backoff.blocked("a", at: .zero) == nil)
    }
}
