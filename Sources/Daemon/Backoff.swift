/// Doubling pauses for what failed by the machine's fault: a full disk, no descriptors, a worker that cannot start.
package struct Backoff: Sendable {
    /// Short enough that work goes on within seconds after the fault is mended.
    package static let longest: Duration = .seconds(5)
    private static let first: Duration = .milliseconds(250)
    private static let longestHold: Duration = .seconds(128)

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

    /// How long something is held back after a start when the process ended so often in the midst of it: a second,
    /// doubling. What ends the process each time then leaves others their time, and the service manager sees fewer ends
    /// than make it give up; what was there by chance is not begun again while the machine ends every few seconds.
    package static func hold(afterEnds times: Int) -> Duration {
        times < 1 ? .zero : min(.seconds(1 << min(times - 1, 30)), longestHold)
    }

    /// Puts something off without counting a failure.
    package mutating func hold(_ key: String, until: Duration) { waits[key] = Wait(pause: Self.first, until: until) }

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
