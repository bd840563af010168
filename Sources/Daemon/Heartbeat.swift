import Synchronization

/// Whether every lane of the daemon makes progress: each says until when it will have said something again.
package final class Heartbeat: Sendable {
    private let deadlines = Mutex<[String: Duration]>([:])
    private let elapsed: @Sendable () -> Duration

    package init(time: TimeSource = .system) {
        elapsed = time.elapsed
    }

    /// A lane is alive, and will say so again within this time.
    package func beat(_ lane: String, next: Duration) {
        let now = elapsed()
        deadlines.withLock { $0[lane] = now + next }
    }

    /// A lane ended in good order.
    package func end(_ lane: String) {
        deadlines.withLock { $0[lane] = nil }
    }

    /// The lanes that have been silent for too long.
    package var silent: [String] {
        let now = elapsed()
        return deadlines.withLock { deadlines in deadlines.filter { $0.value < now }.keys.sorted() }
    }
}
