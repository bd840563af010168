import FoundationEssentials
package import Jobs
package import Spool

/// How a campaign's daemon works: the server's settings, or the defaults of a laptop.
package struct Settings: Sendable, Hashable {
    package var rules: Settling.Rules
    /// How often incoming/ is listed although nothing was heard.
    package var rescan: Duration
    /// What each worker may take.
    package var limits: Job.Limits
    /// How many workers run at once.
    package var lanes: Int

    package init(
        rules: Settling.Rules = .init(), rescan: Duration = .seconds(60), limits: Job.Limits = .init(), lanes: Int = 2
    ) {
        self.rules = rules
        self.rescan = rescan
        self.limits = limits
        self.lanes = lanes
    }

    /// The settings of a command line; as many workers as processors where nothing is said.
    package init(quiet: Double, rescan: Double, memoryMiB: Int, seconds: Int = 3600, workers: Int?) {
        let lanes = max(1, workers ?? ProcessInfo.processInfo.activeProcessorCount)
        self.init(
            rules: .init(quiet: .seconds(max(0, quiet))), rescan: .seconds(max(1, rescan)),
            limits: .init(memoryBytes: max(64, memoryMiB) << 20, seconds: max(1, seconds)), lanes: lanes)
    }
}
