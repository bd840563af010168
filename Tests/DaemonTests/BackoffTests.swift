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

    @Test func `what is held back waits its time without a failure counted`() {
        var backoff = Backoff()
        backoff.hold("a", until: .seconds(4))
        #expect(backoff.blocked("a", at: .seconds(3)) == .seconds(4))
        #expect(backoff.blocked("a", at: .seconds(4)) == nil)
        #expect(backoff.failed("a", at: .seconds(4)) <= .seconds(4) + .milliseconds(500))
    }

    @Test func `what ends the daemon each time does not make systemd give it up`() {
        // StartLimitBurst=10 within StartLimitIntervalSec=300 in systemd/gossan.service, a restart 2 s after an end.
        var starts: [Duration] = [.zero]
        for ends in 1...Intake.interruptions {
            starts.append(starts[ends - 1] + Backoff.hold(afterEnds: ends) + .seconds(2))
        }
        for start in starts {
            #expect(starts.count { $0 >= start && $0 < start + .seconds(300) } < 10)
        }
        #expect(Backoff.hold(afterEnds: 0) == .zero)
        #expect(Backoff.hold(afterEnds: 1000) < .seconds(300))
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
