package import FoundationEssentials

/// One evaluation of a campaign, as the journal knows it.
package struct RunRecord: Hashable, Sendable {
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case running, published, failed
    }

    package var campaign: String
    /// Unique in its campaign.
    package var name: String
    package var state: State
    /// The SHA-256 of its `manifest.json`, 64 digits; `nil` until it is published.
    package var manifest: String?
    /// Why it failed, in words.
    package var reason: String?
    package var startedAt: Date
    package var finishedAt: Date?

    package init(
        campaign: String, name: String, state: State, manifest: String? = nil, reason: String? = nil, startedAt: Date,
        finishedAt: Date? = nil
    ) {
        self.campaign = campaign
        self.name = name
        self.state = state
        self.manifest = manifest
        self.reason = reason
        self.startedAt = startedAt
        self.finishedAt = finishedAt
    }
}
