/// Doubling pauses for what failed by the machine's fault: a full disk, no descriptors, a worker that cannot start.
package struct Backoff: Sendable {
    /// Short enough that work goes on within seconds after the fault is mended.
    package static let longest: Duration = .seconds(5)
    private static let first: Duration = .milliseconds(250)

    private struct Wait: Sendable {
        var pause: Duration
        var until: Duration
    }

    private var waits: [String: Wait] = [:]

    package init() {}

    /// Notes another failure of something; gives when to try it again.
    package mutating func failed(_ key: String, at now: Duration) -> Duration {
        let pause = waits[key].map { min($0.pause * 2, Self.longest) } ?? Self.first
        waits[key] = Wait(pause: pause, until: now + pause)
        return now + pause
    }

    /// Forgets what went well.
    package mutating func succeeded(_ key: String) { waits[key] = nil }

    /// When something may be tried again; `nil` where it may be now.
    package func blocked(_ key: String, at now: Duration) -> Duration? {
        waits[key].flatMap { $0.until > now ? $0.until : nil }
    }

    /// How many things wait for another try.
    package var count: Int { waits.count }

    /// Forgets what no longer exists.
    package mutating func keep(_ isThere: (String) -> Bool) {
        waits = waits.filter { isThere($0.key) }
    }
}
