package import SystemPackage

/// Where one campaign's files lie: by default all in its own directory, so that a laptop needs no administrator.
package struct CampaignSite: Sendable, Hashable {
    /// The directory that holds `campaign.yaml`.
    package let directory: FilePath
    package let spool: FilePath
    package let out: FilePath
    package let state: FilePath

    /// A site; `spool`, `out` and `state` are the server's places where it sets them.
    package init(directory: FilePath, spool: FilePath? = nil, out: FilePath? = nil, state: FilePath? = nil) {
        self.directory = directory
        self.spool = spool ?? directory.appending("spool")
        self.out = out ?? directory.appending("out")
        self.state = state ?? directory.appending("state")
    }

    package var campaignFile: FilePath { directory.appending("campaign.yaml") }
    package var journal: FilePath { state.appending("journal.sqlite") }
    package var store: FilePath { state.appending("store") }
    package var lock: FilePath { state.appending("lock") }
}
