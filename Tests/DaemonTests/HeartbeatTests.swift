import FoundationEssentials
import Synchronization
import Testing

@testable import Daemon

@Suite struct HeartbeatTests {
    @Test func `a lane that said nothing for longer than it announced is silent, and one that ended is not`() {
        let clock = Hand()
        let heartbeat = Heartbeat(time: clock.source)
        heartbeat.beat("a", next: .seconds(10))
        heartbeat.beat("b", next: .seconds(100))
        clock.advance(.seconds(10))
        #expect(heartbeat.silent == [])
        clock.advance(.seconds(1))
        #expect(heartbeat.silent == ["a"])
        heartbeat.beat("a", next: .seconds(10))
        #expect(heartbeat.silent == [])
        clock.advance(.seconds(90))
        #expect(heartbeat.silent == ["a", "b"])
        heartbeat.end("a")
        #expect(heartbeat.silent == ["b"])
    }
}

/// Clocks that a test moves.
final class Hand: Sendable {
    private let now = Mutex(Duration.zero)

    var source: TimeSource {
        TimeSource(
            date: { Date(timeIntervalSince1970: 1_790_000_000) }, elapsed: { self.now.withLock { $0 } })
    }

    func advance(_ time: Duration) { now.withLock { $0 += time } }
}
