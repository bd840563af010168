/// The settings of a server, as they stand in `/etc/gossan/gossan.yaml`; all have a default.
package struct ServerFile: Hashable, Sendable {
    /// Where the daemon answers.
    package enum Address: Hashable, Sendable {
        case tcp(host: String, port: Int)
        /// A socket of the file system; absolute.
        case unix(path: String)
    }

    /// Directories that hold a `campaign.yaml`; absolute.
    package var campaigns: [String] = []
    /// Where spools lie, one folder a campaign; `nil` puts each into its campaign's directory.
    package var spool: String?
    /// Where runs are published, likewise.
    package var out: String?
    /// Where journals and stores lie, likewise.
    package var state: String?
    /// Jobs side by side; `nil` is as many as there are processors.
    package var workers: Int?
    /// What a job may take, in bytes.
    package var workerMemory = 1 << 30
    /// How long a job may take.
    package var workerSeconds = 3600
    /// How long a drop has to be unchanged before it is taken, in seconds.
    package var quietTime = 30.0
    /// How long a file waits, unchanged, that does not seem whole, in seconds.
    package var stallTime = 900.0
    /// How often the spool is listed in full, in seconds.
    package var rescan = 60.0
    /// `nil` answers nobody.
    package var listen: Address?
    /// Names besides those of the loopback by which requests may call this server.
    package var webHosts: [String] = []

    package init() {}
}
