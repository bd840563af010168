import Glibc

/// How many files this process may have open, and how many workers that allows.
enum DescriptorLimit {
    /// What the daemon itself has open, for each campaign and for each worker that runs: measured, and a few to spare.
    private static let own = 15
    private static let campaign = 10
    private static let worker = 8

    /// Raises the limit as far as the system lets this process.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// The limit as it is.
    static var current: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        return Int(min(limit.rlim_cur, 1 << 20))
    }

    /// How many workers may run at once without a call failing for want of a descriptor; one at least.
    static func lanes(_ wanted: Int, campaigns: Int, limit: Int) -> Int {
        max(1, min(wanted, (limit - own - campaign * campaigns) / worker))
    }
}
