package import FoundationEssentials

/// The two clocks: what time it is, and how much has passed. Behind an interface, so that tests decide.
package struct TimeSource: Sendable {
    /// The time of day, for records.
    package let date: @Sendable () -> Date
    /// What has passed since some moment; never goes back, whatever is done to the time of day.
    package let elapsed: @Sendable () -> Duration

    package init(date: @escaping @Sendable () -> Date, elapsed: @escaping @Sendable () -> Duration) {
        self.date = date
        self.elapsed = elapsed
    }

    /// The machine's clocks.
    package static let system: TimeSource = {
        let start = ContinuousClock.now
        return TimeSource(date: { Date() }, elapsed: { ContinuousClock.now - start })
    }()
}
